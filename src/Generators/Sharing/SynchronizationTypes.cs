using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Sharing;

/// <summary>
/// The runtime's own locks and condition variables: they order the accesses to everything else, and attach makes them, so a field that
/// holds one need not be soft state.
/// </summary>
internal static class SynchronizationTypes
{
    public static bool Includes(ITypeSymbol type)
    {
        for (ITypeSymbol? version = type; version is not null; version = version.BaseType)
        {
            if (IsByName(version) || version.IsRuntimeType("Guard", $"{RuntimeNames.Simulation}.Channels"))
                return true;
        }

        foreach (var face in type.AllInterfaces)
        {
            if (face.IsRuntimeType("ISynchronization"))
                return true;
        }

        return type.IsRuntimeType("ISynchronization");
    }

    private static bool IsByName(ITypeSymbol type) =>
        type.Name is "Mutex" or "ConditionVariable" or "Condition" or "Semaphore" or "ReadersWriterLock" or "ReaderWriterLock"
        && IsOurs(type.ContainingNamespace);

    private static bool IsOurs(INamespaceSymbol space)
    {
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            if (space is { Name: "Simulation" or "Framework", ContainingNamespace: { Name: "DmaActors", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
            space = space.ContainingNamespace;
        }

        return false;
    }
}
