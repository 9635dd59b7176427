using DmaActors.Devices;
using DmaActors.Drivers.Block;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;

namespace DmaActors.AkkaNet.Tests.Support;

/// <summary>The config directory of the repository, and what scenarios in it find.</summary>
internal static class Config
{
    public static string Directory { get; } = ScenarioFiles.Locate().ConfigDirectory;

    public static Catalog Catalog { get; } = new([typeof(SgBlock).Assembly, typeof(SgDisk).Assembly]);

    /// <summary>All scenarios, as paths below their directory.</summary>
    public static IEnumerable<string> Scenarios =>
        System.IO.Directory.EnumerateFiles(File("scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(File("scenarios"), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string File(string name) => Path.Combine(Directory, name);
}
