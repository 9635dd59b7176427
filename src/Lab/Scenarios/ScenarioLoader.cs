using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios;

/// <summary>Makes a <see cref="Scenario"/> of a file: class defaults, then the platform's file, then the scenario's own keys.</summary>
public static class ScenarioLoader
{
    /// <summary>Reads and checks the file, its platform included. Bad input never throws: all of it is in <see cref="ScenarioLoad.Errors"/>.</summary>
    /// <param name="path">The file (see <see cref="ScenarioFiles.Find"/> for names).</param>
    /// <param name="catalog">The drivers, devices and rules that there are.</param>
    /// <param name="options">What the command line changes.</param>
    public static ScenarioLoad Load(string path, IScenarioCatalog catalog, ScenarioLoadOptions? options = null)
    {
        options ??= new ScenarioLoadOptions();
        var errors = new List<InputError>();
        var spots = new Spots(new Spot(path, 1, 1));
        var scenario = new Scenario { File = path };
        if (YamlText.ReadFile(path, errors) is { } root)
        {
            spots = new Spots(root.Spot);
            if (LoadPlatform(path, root, options, errors) is { } platform)
                scenario.StartFrom(platform);
            new Binder(spots, new CatalogSections(catalog), errors).Bind(root, SectionShape.Of(typeof(Scenario)), scenario);
            if (options.Platform is { } other)
                scenario.Platform = other;
            if (options.Untimed)
                scenario.Mode = RunMode.Untimed;
            ScenarioChecks.Run(scenario, spots, catalog, options, errors);
        }

        var sorted = errors
            .Distinct()
            .OrderBy(e => e.File == path ? 0 : 1)
            .ThenBy(e => e.File, StringComparer.Ordinal)
            .ThenBy(e => e.Line)
            .ThenBy(e => e.Column)
            .ToList();
        return new ScenarioLoad(sorted.Count == 0 ? scenario : null, sorted, spots);
    }

    /// <summary>
    /// The full paths of the assemblies that the scenario names, for a caller who must load them before there is a catalog. Nothing is checked here:
    /// what is wrong with the file <see cref="Load"/> says.
    /// </summary>
    public static IReadOnlyList<string> Assemblies(string path) =>
        YamlText.ReadFile(path, [])?["assembly"] is ListNode list
            ?
            [
                .. list
                    .Items.OfType<ScalarNode>()
                    .Where(item => !item.IsNull && item.Text.Length > 0 && !item.Text.Contains('\0', StringComparison.Ordinal))
                    .Select(item => new Scenario { File = path }.Resolve(item.Text)),
            ]
            : [];

    private static Platform? LoadPlatform(string path, MapNode root, ScenarioLoadOptions options, List<InputError> errors)
    {
        var node = root["platform"];
        if (
            options.Platform is null
            && node is not null
            && (node is not ScalarNode { IsNull: false } text || new TextKind(null, false).Read(text).Problem is not null)
        )
            return null; // the binder says so
        var files = options.Files ?? ScenarioFiles.Locate(path);
        var name = options.Platform ?? (node as ScalarNode)?.Text ?? new Scenario().Platform;
        var relativeTo = options.Platform is null ? Path.GetDirectoryName(Path.GetFullPath(path))! : Directory.GetCurrentDirectory();
        if (files.FindPlatform(name, relativeTo) is { } file)
            return ReadPlatform(file, errors);
        var names = files.Platforms().Select(listing => listing.Name).ToList();
        var expected = Spelling.Hint(name, names) + $"one of {string.Join(", ", names)}, or the path of a file of your own";
        errors.Add(
            options.Platform is not null
                ? new InputError(path, 0, 0, "--platform", $"there is no platform {Quote.Short(name)}", expected)
                : new InputError(path, (node ?? root).Spot.Line, (node ?? root).Spot.Column, "platform", $"there is no platform {Quote.Short(name)}", expected)
        );
        return null;
    }

    /// <summary>Reads a platform's file alone; its errors are added.</summary>
    internal static Platform? ReadPlatform(string file, List<InputError> errors)
    {
        if (YamlText.ReadFile(file, errors) is not { } root)
            return null;
        var platform = new Platform();
        new Binder(new Spots(root.Spot), new NoOpenSections(), errors).Bind(root, SectionShape.Of(typeof(Platform)), platform);
        return platform;
    }

    private sealed class NoOpenSections : IOpenSections
    {
        public OpenSection Find(object owner, string property) => OpenSection.Unknown;
    }

    private sealed class CatalogSections(IScenarioCatalog catalog) : IOpenSections
    {
        public OpenSection Find(object owner, string property)
        {
            var device = (DeviceSection)owner;
            if (property == nameof(DeviceSection.Settings))
                return catalog.TryGetDevice(device.Model, out var model)
                    ? new OpenSection(true, model.SettingsType, $"the device model {model.Model}")
                    : OpenSection.Unknown;
            return catalog.TryGetDriver(device.Driver, out var driver)
                ? new OpenSection(true, driver.SettingsType, $"the driver {driver.Name}")
                : OpenSection.Unknown;
        }
    }
}
