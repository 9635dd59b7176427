using System.CommandLine;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Cli.Running;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Scenarios;
using DmaActors.Verifier;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim list</c>: what scenarios and options can name.</summary>
internal sealed class ListCommand : DmaSimCommand
{
    private static readonly string[] Kinds = ["drivers", "devices", "platforms", "scenarios", "rules", "strategies"];

    private readonly Argument<string?> kind = new("KIND") { Description = $"One of {string.Join(", ", Kinds)}; without it all of them.", Arity = ArgumentArity.ZeroOrOne };

    public ListCommand(CommonOptions common)
        : base("list", "Lists drivers, devices, platforms, scenarios, rules and strategies.", common)
    {
        kind.CompletionSources.Add(Kinds);
        kind.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !Kinds.Contains(value))
                result.AddError(ArgumentErrors.Text($"there are no '{value}' to list", string.Join(", ", Kinds)));
        });
        Arguments.Add(kind);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Trace, "a list has no trace"),
        (Common.Report, "a list has no run to draw"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        var kinds = arguments.GetValue(kind) is { } one ? [one] : Kinds;
        if (Workbench.Open(invocation.Assemblies, invocation.AllowNondeterminism, out var errors) is not { } workbench)
            return invocation.Answer.Refuse(errors);
        var files = ScenarioFiles.Locate();
        var items = kinds.SelectMany(each => Items(each, workbench, files)).ToList();
        var answer = invocation.Answer;
        answer.ClaimOrWait();
        if (answer.IsJson)
            answer.Write(new ListDocument { Seed = invocation.SeedText, Ok = true, Items = items }, Documents.Json.ListDocument);
        else
            ListText.Write(answer.Text, items, withHeadings: kinds.Length > 1);
        return ExitCode.Fine;
    }

    private static IEnumerable<ListItem> Items(string kind, Workbench workbench, ScenarioFiles files) => kind switch
    {
        "drivers" => workbench.Catalog.Drivers.Select(driver => new ListItem(driver.Name, driver.Title, "driver")),
        "devices" => workbench.Catalog.Devices.Select(device => new ListItem(device.Name, device.Title, "device")),
        "platforms" => files.Platforms().Select(listing => new ListItem(listing.Name, listing.Title, "platform") { File = listing.Path }),
        "scenarios" => files.Scenarios().Select(listing => new ListItem(listing.Name, listing.Title, "scenario") { File = listing.Path }),
        "rules" => AllRules.Create().Select(rule => new ListItem(rule.Info.Id, rule.Info.Title, "rule") { Manual = rule.Info.Manual, Cure = rule.Info.Cure }),
        _ => Strategies.All.Select(strategy => new ListItem(strategy.Name, $"{strategy.Title} ({strategy.Options})", "strategy")),
    };
}
