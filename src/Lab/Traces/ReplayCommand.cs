namespace DmaActors.Lab.Traces;

/// <summary>The command line that replays a trace. A trace never has code loaded, so it names the assemblies that the drivers and devices come from.</summary>
public static class ReplayCommand
{
    /// <param name="trace">The file of the trace.</param>
    /// <param name="assemblies">The files of the drivers and devices that do not come with dmasim.</param>
    public static string Of(string trace, IEnumerable<string> assemblies) =>
        string.Join(' ', assemblies.Select(assembly => $"--assembly {Quoted(assembly)}").Prepend($"dmasim replay {Quoted(trace)}"));

    /// <summary>As every shell takes it for one argument.</summary>
    private static string Quoted(string path) => path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;
}
