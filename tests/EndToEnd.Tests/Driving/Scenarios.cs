namespace DmaActors.EndToEnd.Tests.Driving;

/// <summary>Scenarios that several tests use.</summary>
internal static class Scenarios
{
    /// <summary>A short run that is right.</summary>
    public const string Small = """
        title: A short run
        memory:
          size: 64MiB
        devices:
          - name: disk0
            model: sg-disk
            driver: sg-block
            registers: 0xF0000000
            vector: 11
            media:
              size: 1MiB
            driverSettings:
              addressBits: 24
        workload:
          kind: mix
          requests: 20
          depth: 4
        """;

    /// <summary>A run that nobody waits for.</summary>
    public static string Endless { get; } = Small.Replace("requests: 20", "requests: 200000000", StringComparison.Ordinal);

    /// <summary>A run whose driver comes from a file.</summary>
    public static string WithDriver(string driver, params string[] assemblies) =>
        Small.Replace("driver: sg-block", $"driver: {driver}", StringComparison.Ordinal).Replace("\n    driverSettings:\n      addressBits: 24", "", StringComparison.Ordinal)
        + (assemblies.Length == 0 ? "" : $"\nassembly: [{string.Join(", ", assemblies)}]\n");
}
