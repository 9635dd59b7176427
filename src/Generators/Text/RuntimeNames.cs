using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Text;

/// <summary>The names of the runtime that the generators know, and how symbols are compared with them.</summary>
internal static class RuntimeNames
{
    public const string Simulation = "DmaActors.Simulation";
    public const string Framework = "DmaActors.Framework";
    public const string SoftStateAttribute = "DmaActors.Simulation.SoftStateAttribute";

    /// <summary>By name and not by symbol: the runtime itself is compiled with these generators.</summary>
    public static bool IsRuntimeType(this ITypeSymbol? type, string name, string inNamespace = Simulation) =>
        type is INamedTypeSymbol { ContainingType: null, Arity: 0 } named
        && named.Name == name
        && IsNamespace(named.ContainingNamespace, inNamespace);

    public static bool DerivesFrom(this ITypeSymbol type, string name, string inNamespace = Simulation)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsRuntimeType(name, inNamespace))
                return true;
        }

        return false;
    }

    public static bool HasRuntimeAttribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsRuntimeType(name))
                return true;
        }

        return false;
    }

    /// <summary>Compares from the innermost part outwards, without making the full name of the namespace.</summary>
    private static bool IsNamespace(INamespaceSymbol? space, string name)
    {
        var end = name.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0)
                return false;
            if (start == 0)
                return space.ContainingNamespace is { IsGlobalNamespace: true };
            if (name[start - 1] != '.')
                return false;
            end = start - 1;
        }

        return false;
    }
}
