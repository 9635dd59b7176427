using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Sharing;

/// <summary>
/// The runtime's mutexes, semaphores (guards of channels) and condition variables: they order the accesses to everything else, and attach makes
/// them, so a member that holds one need not be soft state.
/// </summary>
internal static class SynchronizationTypes
{
    public static bool Includes(ITypeSymbol type) =>
        type.IsRuntimeType("KCondvar") || type.DerivesFrom("Guard", $"{RuntimeNames.Simulation}.Channels");
}
