using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios;

/// <summary>The scenarios and platforms under a config directory.</summary>
public sealed class ScenarioFiles(string configDirectory)
{
    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>The directory that holds scenarios and platforms.</summary>
    public string ConfigDirectory { get; } = configDirectory;

    private string ScenarioDirectory => Path.Combine(ConfigDirectory, "scenarios");

    private string PlatformDirectory => Path.Combine(ConfigDirectory, "platforms");

    /// <summary>
    /// Finds the config directory above the program's own directory or, failing that, above a file or the current directory. Where there is none, nothing will
    /// be found in it.
    /// </summary>
    public static ScenarioFiles Locate(string? file = null)
    {
        foreach (
            var start in new[]
            {
                AppContext.BaseDirectory,
                file is null ? null : Path.GetDirectoryName(Path.GetFullPath(file)),
                Directory.GetCurrentDirectory(),
            }
        )
        {
            for (var directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
            {
                var config = Path.Combine(directory, "config");
                if (Directory.Exists(Path.Combine(config, "platforms")))
                    return new ScenarioFiles(config);
            }
        }

        return new ScenarioFiles(Path.Combine(AppContext.BaseDirectory, "config"));
    }

    /// <summary>
    /// The path of a scenario: the path of a file, with or without its ending, or else a name below the scenario directory (<c>default</c>,
    /// <c>manual/9-1</c>).
    /// </summary>
    /// <returns>The path, or the error that lists the nearest names.</returns>
    public (string? Path, InputError? Error) Find(string nameOrPath)
    {
        if (WithEnding(nameOrPath) is { } path)
            return (path, null);
        if (!Path.IsPathRooted(nameOrPath) && WithEnding(Path.Combine(ScenarioDirectory, nameOrPath)) is { } shipped)
            return (shipped, null);
        var name = Endings.FirstOrDefault(ending => nameOrPath.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } end
            ? nameOrPath[..^end.Length]
            : nameOrPath;
        var names = Names(ScenarioDirectory).ToList();
        var last = names.Where(known => known.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase));
        var near = last.Concat(Spelling.NearestFew(name, names, 3)).Distinct(StringComparer.Ordinal).Take(3).ToList();
        var expected = near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : "the path of a YAML file, or a name: `dmasim list scenarios` shows all";
        var message = Directory.Exists(nameOrPath) ? "this is a directory" : $"there is no scenario {Quote.Short(nameOrPath)}";
        return (null, new InputError(nameOrPath, 0, 0, "", message, expected));
    }

    /// <summary>All scenarios, by name.</summary>
    public IReadOnlyList<ScenarioListing> Scenarios() => List(ScenarioDirectory);

    /// <summary>All platforms, by name.</summary>
    public IReadOnlyList<ScenarioListing> Platforms() => List(PlatformDirectory);

    /// <summary>The file of a platform: a name in the platform directory, or a path relative to <paramref name="relativeTo"/>.</summary>
    internal string? FindPlatform(string nameOrPath, string relativeTo)
    {
        if (nameOrPath.Length == 0 || nameOrPath.Contains('\0', StringComparison.Ordinal))
            return null;
        var (beside, shipped) = (Path.GetFullPath(nameOrPath, relativeTo), Path.Combine(PlatformDirectory, nameOrPath));

        // A bare name is a platform of ours first: a scenario that happens to be called x86.yaml must not be taken for it.
        return nameOrPath.AsSpan().ContainsAny('/', '\\', '.') ? WithEnding(beside) ?? WithEnding(shipped) : WithEnding(shipped) ?? WithEnding(beside);
    }

    private static string? WithEnding(string path) => File.Exists(path) ? path : Endings.Select(ending => path + ending).FirstOrDefault(File.Exists);

    private static List<ScenarioListing> List(string directory) =>
        [
            .. Names(directory)
                .Select(name =>
                {
                    var path = WithEnding(Path.Combine(directory, name))!;
                    var root = YamlText.ReadFile(path, []);
                    var title = root is null ? "(cannot be read)" : (root["title"] as ScalarNode)?.Text ?? "(no title)";
                    return new ScenarioListing(name, title, path);
                }),
        ];

    /// <summary>Without endings, with forward slashes, in ordinal order.</summary>
    private static IEnumerable<string> Names(string directory) =>
        !Directory.Exists(directory)
            ? []
            : Directory
                .EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.Ordinal))
                .Select(path => Path.ChangeExtension(Path.GetRelativePath(directory, path), null).Replace('\\', '/'))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
}

/// <summary>A file in a list.</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Title">Its first line, so to say.</param>
/// <param name="Path">Where it is.</param>
public sealed record ScenarioListing(string Name, string Title, string Path);
