using System.Text.RegularExpressions;
using DmaActors.Lab.Scenarios;

namespace DmaActors.AkkaNet.Tests.Support;

/// <summary>A copy of the config directory in which tests write variants of its scenarios.</summary>
public sealed partial class ScenarioCopies : IDisposable
{
    private readonly string root = System.IO.Directory.CreateTempSubdirectory("dmasim-akka-").FullName;

    public ScenarioCopies()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Config.Directory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, "config", Path.GetRelativePath(Config.Directory, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Files = new ScenarioFiles(Path.Combine(root, "config"));
    }

    public ScenarioFiles Files { get; }

    /// <summary>A scenario with other keys at its top.</summary>
    /// <returns>The path of its file.</returns>
    public string Variant(string scenario, params (string Key, string Value)[] keys)
    {
        var path = Path.Combine(Files.ConfigDirectory, "scenarios", scenario);
        var text = BigWorkload().Replace(File.ReadAllText(path), "requests: 200");
        foreach (var (key, value) in keys)
            text = Regex.Replace(text, $"^{key}:.*\n", "", RegexOptions.Multiline) + $"\n{key}: {value}\n";
        var variant = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(variant, text);
        return variant;
    }

    public string Trace() => Path.Combine(root, $"{Guid.NewGuid():N}.trace");

    public void Dispose() => System.IO.Directory.Delete(root, recursive: true);

    /// <summary>What benchmarks repeat a hundred thousand times shows nothing more after some hundred.</summary>
    [GeneratedRegex(@"requests: \d{4,}")]
    private static partial Regex BigWorkload();
}
