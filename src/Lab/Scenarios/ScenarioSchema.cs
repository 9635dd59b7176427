using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Binding;

namespace DmaActors.Lab.Scenarios;

/// <summary>Writes the JSON schema (draft 2020-12) of the files from the same classes that load them, so that editors complete and check them.</summary>
/// <remarks>
/// The schema cannot say everything that the loader checks: ranges of values with units, and whatever needs two keys. It never refuses what the loader
/// accepts.
/// </remarks>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of a scenario.</summary>
    /// <param name="catalog">If given, the models and drivers are offered by name and their settings are described.</param>
    public static string OfScenario(IScenarioCatalog? catalog = null)
    {
        var root = Document("DmaActors scenario", typeof(Scenario));
        if (catalog is not null)
            Describe(catalog, (JsonObject)root["properties"]!["devices"]!["items"]!);
        return root.ToJsonString(Layout) + "\n";
    }

    /// <summary>The schema of a platform.</summary>
    public static string OfPlatform() => Document("DmaActors platform", typeof(Platform)).ToJsonString(Layout) + "\n";

    private static JsonObject Document(string title, Type type)
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["$comment"] = "Generated from the classes that load the file. Do not edit: UPDATE_SCHEMA=1 dotnet test tests/Lab.Tests -c Release writes it anew.",
        };
        foreach (var (key, value) in Section(SectionShape.Of(type)).ToList())
            root[key] = value?.DeepClone();
        return root;
    }

    private static JsonObject Section(SectionShape shape)
    {
        var defaults = shape.Create();
        var properties = new JsonObject();
        foreach (var key in shape.Keys)
        {
            var value = new JsonObject { ["description"] = Description(key) };
            foreach (var (keyword, content) in Value(key.Value).ToList())
                value[keyword] = content?.DeepClone();
            if (!key.Required && Default(key.Value, key.Property.GetValue(defaults)) is { } standard)
                value["default"] = standard;
            properties[key.Name] = value;
        }

        var section = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        if (shape.Keys.Any(key => key.Required))
            section["required"] = new JsonArray([.. shape.Keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);
        section["properties"] = properties;
        return section;
    }

    private static string Description(KeyShape key) =>
        key.Value is ScalarShape { Kind: ChoiceKind { Explanation: { } explanation } } ? $"{key.Description} {explanation}." : key.Description;

    private static JsonObject Value(Shape shape)
    {
        switch (shape)
        {
            case ScalarShape scalar:
                return scalar.Kind.Schema();
            case ListShape list:
                var schema = new JsonObject { ["type"] = "array" };
                if (list.Least > 0)
                    schema["minItems"] = list.Least;
                schema["items"] = Value(list.Item);
                return schema;
            case TableShape table:
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(table.Item) };
            case SectionShape section:
                return Section(section);
            default:
                return new JsonObject { ["type"] = "object" };
        }
    }

    private static JsonNode? Default(Shape shape, object? value) =>
        (shape, value) switch
        {
            (ScalarShape, null or "") => null,
            (ScalarShape scalar, not null) => scalar.Kind.Default(value),
            _ => null,
        };

    /// <summary>Names are offered, not prescribed: the user's own assemblies add others.</summary>
    private static void Describe(IScenarioCatalog catalog, JsonObject device)
    {
        var rules = new JsonArray();
        foreach (var name in catalog.DeviceModels.Order(StringComparer.Ordinal))
        {
            if (catalog.TryGetDevice(name, out var entry))
                rules.Add(If("model", name, "settings", entry.SettingsType));
        }

        foreach (var name in catalog.DriverNames.Order(StringComparer.Ordinal))
        {
            if (catalog.TryGetDriver(name, out var entry))
                rules.Add(If("driver", name, "driverSettings", entry.SettingsType));
        }

        Offer(device, "model", catalog.DeviceModels);
        Offer(device, "driver", catalog.DriverNames);
        if (rules.Count > 0)
            device["allOf"] = rules;
    }

    private static void Offer(JsonObject device, string key, IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).Select(name => (JsonNode)name).ToArray();
        if (sorted.Length > 0)
            device["properties"]![key]!["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(sorted) }, new JsonObject { ["type"] = "string" });
    }

    private static JsonObject If(string key, string name, string section, Type? settings)
    {
        var what = settings is null ? new JsonObject { ["type"] = "object", ["maxProperties"] = 0 } : Section(SectionShape.Of(settings));
        var then = new JsonObject { ["properties"] = new JsonObject { [section] = what } };
        if (settings is not null && SectionShape.Of(settings).Keys.Any(k => k.Required))
            then["required"] = new JsonArray(section);
        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["required"] = new JsonArray(key),
                ["properties"] = new JsonObject { [key] = new JsonObject { ["const"] = name } },
            },
            ["then"] = then,
        };
    }
}
