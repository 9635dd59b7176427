using System.Reflection;
using System.Runtime.Loader;

namespace DmaActors.Lab.Loading;

/// <summary>Where a user's assembly is loaded: DmaActors is ours, whatever copy lies beside it; everything else that lies beside it is its own.</summary>
internal sealed class UserAssemblyContext(string path) : AssemblyLoadContext(path)
{
    /// <summary>Our own assemblies have names that begin so.</summary>
    public const string OurPrefix = "DmaActors.";

    private readonly string directory = Path.GetDirectoryName(path)!;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || name.StartsWith(OurPrefix, StringComparison.Ordinal))
            return null;
        return Beside(directory, name) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <summary>The file of an assembly that lies beside the user's; null if there is none.</summary>
    public static string? Beside(string directory, string name)
    {
        var file = Path.Combine(directory, name + ".dll");
        return File.Exists(file) ? file : null;
    }
}
