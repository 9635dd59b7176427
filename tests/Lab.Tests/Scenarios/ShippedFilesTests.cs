using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>The files in config: every one of them loads, teaches, and is checked by an editor.</summary>
public sealed class ShippedFilesTests
{
    private static readonly ScenarioFiles Files = ScenarioFiles.Locate();

    public static TheoryData<string> Scenarios => [.. Files.Scenarios().Select(listing => listing.Path)];

    public static TheoryData<string> Platforms => [.. Files.Platforms().Select(listing => listing.Path)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_shipped_scenario_loads_without_error(string path)
    {
        var load = ScenarioLoader.Load(path, RealCatalog.Instance, new ScenarioLoadOptions { Files = Files });
        Assert.Equal([], load.Errors.Select(ScenarioDirectory.Show));
        Assert.NotEqual("", load.Scenario!.About);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void A_shipped_platform_loads_without_error(string path)
    {
        var errors = new List<InputError>();
        var platform = ScenarioLoader.ReadPlatform(path, errors);
        Assert.Equal([], errors.Select(ScenarioDirectory.Show));
        Assert.NotEqual("", platform!.About);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_first_line_of_a_scenario_leads_an_editor_to_its_schema(string path) => CheckFirstLine(path, "scenario.schema.json");

    [Theory]
    [MemberData(nameof(Platforms))]
    public void The_first_line_of_a_platform_leads_an_editor_to_its_schema(string path) => CheckFirstLine(path, "platform.schema.json");

    [Theory]
    [MemberData(nameof(Scenarios))]
    [MemberData(nameof(Platforms))]
    public void A_shipped_file_is_commented(string path)
    {
        var lines = File.ReadAllLines(path);
        Assert.True(lines.Count(line => line.Contains("# ", StringComparison.Ordinal)) * 5 >= lines.Length, "fewer than one line in five has a comment");
    }

    [Fact]
    public void The_scenarios_that_the_guide_begins_with_are_there() =>
        Assert.Subset(
            Files.Scenarios().Select(listing => listing.Name).ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal) { "default", "one-cookie", "shared-line" }
        );

    /// <summary>So that what an editor shows as a key's default is true for whoever names no other platform.</summary>
    [Fact]
    public void The_usual_platform_writes_out_the_defaults_of_the_classes()
    {
        var written = ScenarioLoader.ReadPlatform(Path.Combine(Files.ConfigDirectory, "platforms", "x86.yaml"), [])!;
        var standard = new Platform { Title = written.Title, About = written.About };
        Assert.Equivalent(standard, written, strict: true);
    }

    [Fact]
    public void The_usual_platform_names_every_key()
    {
        var text = File.ReadAllText(Path.Combine(Files.ConfigDirectory, "platforms", "x86.yaml"));
        foreach (var key in Lab.Scenarios.Binding.SectionShape.Of(typeof(Platform)).Keys.SelectMany(Names))
            Assert.Contains($"{key}:", text, StringComparison.Ordinal);

        static IEnumerable<string> Names(Lab.Scenarios.Binding.KeyShape key) =>
            key.Value is Lab.Scenarios.Binding.SectionShape section ? section.Keys.SelectMany(Names).Prepend(key.Name) : [key.Name];
    }

    private static void CheckFirstLine(string path, string schema)
    {
        const string Start = "# yaml-language-server: $schema=";
        var first = File.ReadLines(path).First();
        Assert.StartsWith(Start, first, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(Files.ConfigDirectory, schema), Path.GetFullPath(first[Start.Length..], Path.GetDirectoryName(path)!));
    }
}
