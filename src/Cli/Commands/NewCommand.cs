using System.CommandLine;
using System.CommandLine.Parsing;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Cli.Running;
using DmaActors.Cli.Templates;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;
using Spectre.Console;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim new</c>: a driver, a device or a scenario to start from, which runs as it is.</summary>
internal sealed class NewCommand : DmaSimCommand
{
    private const string Driver = "driver";
    private const string Device = "device";
    private const string Scenario = "scenario";
    private const int LongestName = 40;

    private readonly Argument<string> kind = new("KIND") { Description = "driver, device or scenario." };

    private readonly Argument<string> name = new("NAME") { Description = "Small letters, digits and dashes, beginning with a letter: my-disk." };

    public NewCommand(CommonOptions common)
        : base("new", "Makes the files of a driver, a device or a scenario of your own, which runs as it is. --out names the directory.", common)
    {
        kind.CompletionSources.Add(Driver, Device, Scenario);
        kind.Validators.Add(result => Check(result, value => value is Driver or Device or Scenario, "there are no templates for", "driver, device or scenario"));
        name.Validators.Add(result => Check(result, IsName, "this is no name:", $"at most {LongestName} small letters, digits and dashes, beginning with a letter, such as my-disk"));
        Arguments.Add(kind);
        Arguments.Add(name);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Trace, "nothing is run, so there is no trace"),
        (Common.Assembly, "the new files stand for themselves"),
        (Common.Report, "nothing is run, so there is nothing to report"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        var (what, chosen) = (arguments.GetRequiredValue(kind), arguments.GetRequiredValue(name));
        var files = ScenarioFiles.Locate();
        var directory = invocation.Out ?? (what == Scenario ? "." : chosen);
        var templates = Template.Fill(what, Names(chosen, files));
        var errors = Conflicts(what, chosen, files).Concat(Existing(directory, templates)).ToList();
        if (errors.Count > 0)
            return invocation.Answer.Refuse(errors);
        foreach (var template in templates)
            WriteNew(Path.Combine(directory, template.Path), template.Text);
        var written = templates.Select(template => Path.Combine(directory, template.Path)).ToList();
        var scenario = written.First(file => file.EndsWith(".yaml", StringComparison.Ordinal));
        List<string> next = what == Scenario ? [$"dmasim run {scenario}"] : [$"dotnet build {directory} -c Release", $"dmasim run {scenario}"];
        Tell(invocation, written, next);
        return ExitCode.Fine;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && char.IsAsciiLetterLower(text[0]) && text.Split('-').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));

    private static void Check(ArgumentResult result, Func<string, bool> isRight, string wrong, string expected)
    {
        if (result.Tokens is [{ Value: var value }] && !isRight(value))
            result.AddError(ArgumentErrors.Text($"{wrong} '{value}'", expected));
    }

    private static Dictionary<string, string?> Names(string name, ScenarioFiles files)
    {
        var schema = Path.Combine(files.ConfigDirectory, "scenario.schema.json");
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["__name__"] = name,
            ["__Name__"] = string.Concat(name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])),
            ["__version__"] = Product.Version,
            ["__packages__"] = Path.Combine(AppContext.BaseDirectory, "packages"),
            ["__schema__"] = File.Exists(schema) ? schema : null,
        };
    }

    /// <summary>A scenario finds drivers and devices by name: no two may have the same.</summary>
    private static IEnumerable<InputError> Conflicts(string kind, string name, ScenarioFiles files)
    {
        var catalog = Workbench.WithoutUser().Catalog;
        var taken = kind switch
        {
            Driver => catalog.DriverNames.Contains(name),
            Device => catalog.DeviceModels.Contains(name),
            _ => false,
        };
        if (taken)
            yield return new InputError("", 0, 0, "NAME", $"dmasim comes with a {kind} of the name '{name}'", $"another name, such as my-{name}");
        if (kind == Scenario && files.Scenarios().Any(listing => listing.Name == name))
            yield return new InputError("", 0, 0, "NAME", $"dmasim comes with a scenario of the name '{name}', which `dmasim run {name}` would take", $"another name, such as my-{name}");
    }

    private static IEnumerable<InputError> Existing(string directory, IEnumerable<Template> templates) =>
        templates.Select(template => Path.Combine(directory, template.Path))
            .Where(file => File.Exists(file) || Directory.Exists(file))
            .Select(file => new InputError(file, 0, 0, "", "is there already, and nothing is ever overwritten", "another NAME, or another directory with --out DIR"));

    private static void WriteNew(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew));
        writer.Write(text);
    }

    private static void Tell(Invocation invocation, List<string> written, List<string> next)
    {
        var answer = invocation.Answer;
        answer.ClaimOrWait();
        if (answer.IsJson)
        {
            answer.Write(new NewDocument { Seed = invocation.SeedText, Ok = true, Files = written, Next = next }, Documents.Json.NewDocument);
            return;
        }

        if (invocation.IsQuiet)
            return;
        foreach (var file in written)
            answer.Text.MarkupLine(Markup.Escape($"  {file}"));
        answer.Text.MarkupLine("\nGo on with");
        foreach (var command in next)
            answer.Text.MarkupLine($"  [green]{Markup.Escape(command)}[/]");
    }
}
