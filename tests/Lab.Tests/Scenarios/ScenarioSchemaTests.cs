using System.Text.Json.Nodes;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Tests.Scenarios;

public sealed class ScenarioSchemaTests
{
    private static readonly string Config = ScenarioFiles.Locate().ConfigDirectory;

    private static readonly string[] Values =
    [
        "",
        "~",
        "null",
        "true",
        "True",
        "false",
        "yes",
        "0",
        "1",
        "2",
        "3",
        "-1",
        "+5",
        "12",
        "13",
        "255",
        "256",
        "300",
        "0x10",
        "0xF0000000",
        "0xZZ",
        "1.5",
        ".inf",
        "99999999999",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "0B",
        "64B",
        "64KiB",
        "16MiB",
        "1GiB",
        "1024TiB",
        "64KB",
        "64 KiB",
        "064KiB",
        "1.5KiB",
        "-1B",
        "0ns",
        "5us",
        "3ms",
        "2s",
        "5 us",
        "5µs",
        "0%",
        "70%",
        "100%",
        "070%",
        "101%",
        "70",
        "133MiB/s",
        "133MiBps",
        "1B/s",
        "disk0",
        "Disk0",
        "0disk",
        "disk-",
        "many",
        "timed",
        "Timed",
        "level",
        "edge",
        "passed",
        "bound-reached",
        "none",
        "mix",
        "random",
        "\"1\"",
        "\"64KiB\"",
        "\"true\"",
        "\"0xF0000000\"",
        "\"5\"",
        "' '",
        "\"a\\nb\"",
        "\"disk0\\n\"",
        "x86",
        "[]",
        "{}",
        "[1]",
        "[a, b]",
        "{ a: 1 }",
    ];

    [Theory]
    [InlineData("scenario.schema.json")]
    [InlineData("platform.schema.json")]
    public void The_schema_in_config_is_the_one_that_the_classes_give(string name)
    {
        var generated = name.StartsWith("scenario", StringComparison.Ordinal) ? ScenarioSchema.OfScenario(RealCatalog.Instance) : ScenarioSchema.OfPlatform();
        var path = Path.Combine(Config, name);
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1")
            File.WriteAllText(path, generated);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == generated,
            $"config/{name} is not what the classes give. To write it anew: UPDATE_SCHEMA=1 dotnet test tests/Lab.Tests -c Release"
        );
    }

    [Fact]
    public void The_schema_is_the_same_every_time() => Assert.Equal(ScenarioSchema.OfScenario(new FakeCatalog()), ScenarioSchema.OfScenario(new FakeCatalog()));

    [Theory]
    [InlineData(typeof(Scenario))]
    [InlineData(typeof(Platform))]
    public void The_schema_has_the_keys_that_the_binder_takes_and_no_others(Type type)
    {
        var keys = 0;
        Walk(SectionShape.Of(type), Schema(type), "");
        Assert.True(keys > 15, "the walk saw too little");

        void Walk(SectionShape shape, JsonNode schema, string path)
        {
            Assert.False(schema["additionalProperties"]!.GetValue<bool>(), path);
            Assert.Equal(shape.Keys.Select(key => key.Name), schema["properties"]!.AsObject().Select(property => property.Key));
            Assert.Equal(
                shape.Keys.Where(key => key.Required).Select(key => key.Name),
                schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? []
            );
            foreach (var key in shape.Keys)
            {
                keys++;
                var part = schema["properties"]![key.Name]!;
                Assert.EndsWith(".", part["description"]!.GetValue<string>(), StringComparison.Ordinal);
                if (key.Value is SectionShape section)
                    Walk(section, part, $"{path}.{key.Name}");
                if (key.Value is ListShape { Item: SectionShape item })
                    Walk(item, part["items"]!, $"{path}.{key.Name}[]");
            }
        }
    }

    /// <summary>
    /// Every value against every key: an editor never marks what the loader takes, and what the loader refuses an editor marks, but for what a pattern
    /// cannot say (ranges of values with units, an address in decimal).
    /// </summary>
    [Theory]
    [InlineData(typeof(Scenario))]
    [InlineData(typeof(Platform))]
    public void Editor_and_loader_agree_on_every_value_of_every_key(Type type)
    {
        var (both, neither) = (0, 0);
        Walk(SectionShape.Of(type), Schema(type));
        Assert.True(both > 150 && neither > 1_000, $"{both} values were taken and {neither} refused: too few to mean anything");

        void Walk(SectionShape shape, JsonNode schema)
        {
            foreach (var key in shape.Keys)
            {
                var part = schema["properties"]![key.Name]!;
                if (key.Value is SectionShape section)
                    Walk(section, part);
                if (key.Value is ListShape { Item: SectionShape item })
                    Walk(item, part["items"]!);
                if (key.Value is not (OpenShape or SectionShape or ListShape { Item: SectionShape }))
                    foreach (var value in Values)
                        Compare(shape, key, part, value);
            }
        }

        void Compare(SectionShape shape, KeyShape key, JsonNode part, string value)
        {
            var root = (MapNode)YamlTree.Parse("file", $"{key.Name}: {value}\n", [])!;
            var errors = new List<InputError>();
            new Binder(new Spots(root.Spot), new Nobody(), errors).Bind(root, shape, shape.Create());
            var loader = errors.Find(error => error.Key.Split('[')[0] == key.Name && error.Line == 1 && error.Column > 1);
            var editor = JsonSchemaCheck.Find(part, root[key.Name]!);
            if (loader is null)
                both++;
            else
                neither++;
            if (loader is null)
                Assert.True(editor is null, $"{shape.Type.Name}: an editor marks `{key.Name}: {value}` ({editor}), which the loader takes");
            else if (editor is null)
                Assert.True(
                    IsBeyondPatterns(loader, part),
                    $"{shape.Type.Name}: the loader refuses `{key.Name}: {value}` ({loader.Message}), which no editor marks"
                );
        }
    }

    [Fact]
    public void Every_shipped_scenario_fits_the_schema()
    {
        foreach (var listing in ScenarioFiles.Locate().Scenarios())
        {
            var root = YamlText.ReadFile(listing.Path, [])!;
            Assert.Null(JsonSchemaCheck.Find(Schema(typeof(Scenario)), root));
            Assert.Null(JsonSchemaCheck.Find(JsonNode.Parse(ScenarioSchema.OfScenario(RealCatalog.Instance))!, root));
        }
    }

    [Theory]
    [InlineData("model: sg-disk", null)]
    [InlineData("model: sg-disk, settings: { service: 5us }", null)]
    [InlineData("model: sg-disk, settings: { service: 5 }", "$.devices[0].settings.service: type")]
    [InlineData("model: sg-disk, settings: { servise: 5us }", "$.devices[0].settings.servise")]
    [InlineData("model: reg-disk, settings: { service: 5us }", "$.devices[0].settings: maxProperties")]
    [InlineData("model: mine, settings: { anything: 5 }", null)]
    [InlineData("model: tape", "$.devices[0]: required")]
    [InlineData("model: tape, settings: {}", "$.devices[0].settings: required")]
    [InlineData("model: mine, driverSettings: { addressBits: 8 }", "$.devices[0].driverSettings.addressBits: minimum")]
    public void With_a_catalog_the_schema_knows_the_settings_of_models_and_drivers(string device, string? fault)
    {
        var schema = JsonNode.Parse(ScenarioSchema.OfScenario(new FakeCatalog()))!;
        var root = YamlTree.Parse("file", $"title: a\ndevices: [{{ name: d, driver: sg-block, registers: 0xF0000000, {device} }}]\n", [])!;
        Assert.Equal(fault, JsonSchemaCheck.Find(schema, root));
    }

    [Fact]
    public void The_schema_offers_names_units_and_defaults()
    {
        var schema = JsonNode.Parse(ScenarioSchema.OfScenario(new FakeCatalog()))!;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema["$schema"]!.GetValue<string>());
        var memory = schema["properties"]!["memory"]!["properties"]!;
        Assert.Equal("^(0|[1-9][0-9]*)(B|KiB|MiB|GiB|TiB)$", memory["size"]!["pattern"]!.GetValue<string>());
        Assert.Equal("256MiB", memory["size"]!["default"]!.GetValue<string>());
        Assert.Equal("""["contiguous","scattered","descending"]""", memory["frames"]!["enum"]!.ToJsonString());
        Assert.Contains("contiguous: neighbouring pages lie side by side", memory["frames"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("""["many",1]""", schema["properties"]!["cpus"]!["enum"]!.ToJsonString());
        var device = schema["properties"]!["devices"]!["items"]!["properties"]!;
        Assert.Equal("""["reg-disk","sg-disk","tape"]""", device["model"]!["anyOf"]![0]!["enum"]!.ToJsonString());
        Assert.Equal(
            (1, 12, 5),
            (device["priority"]!["minimum"]!.GetValue<int>(), device["priority"]!["maximum"]!.GetValue<int>(), device["priority"]!["default"]!.GetValue<int>())
        );
    }

    private static bool IsBeyondPatterns(InputError error, JsonNode schema)
    {
        string[] ends = ["is less than", "is more than", "is too large"];
        var unit = schema["pattern"] is not null && ends.Any(end => error.Message.Contains(end, StringComparison.Ordinal));

        // What the class of a section says itself, of the value or of several keys together.
        string[] judged = ["a power of two", "in whole pages", "ends above", "leave nothing of", "does not begin with a slot"];
        return unit
            || judged.Any(part => error.Message.Contains(part, StringComparison.Ordinal))
            || error.Message.Contains("is a decimal number", StringComparison.Ordinal)
            || (schema["pattern"] is not null && error.Message.Contains("is not an address", StringComparison.Ordinal));
    }

    private static JsonNode Schema(Type type) => JsonNode.Parse(type == typeof(Scenario) ? ScenarioSchema.OfScenario() : ScenarioSchema.OfPlatform())!;

    private sealed class Nobody : IOpenSections
    {
        public OpenSection Find(object owner, string property) => OpenSection.Unknown;
    }
}
