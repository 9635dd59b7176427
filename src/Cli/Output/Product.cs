using System.Reflection;

namespace DmaActors.Cli.Output;

/// <summary>What answers say about the program itself.</summary>
internal static class Product
{
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
