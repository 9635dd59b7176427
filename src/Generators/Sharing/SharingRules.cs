using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Sharing;

internal static class SharingRules
{
    public static readonly DiagnosticDescriptor UndeclaredState = new(
        "DMA0001",
        "State of a driver is shared between contexts but not declared",
        "'{0}' is shared between contexts but not declared: mark it [SoftState]{1} (data races on it are not seen, and explore treats '{2}' as one object)",
        "DmaActors.Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The contexts of a driver instance (threads, interrupts, callbacks, timeouts) all see its members. Only members that are marked "
            + "[SoftState] are observed: races on others stay unseen, and two steps of one instance can never be taken as independent.");

    public static readonly DiagnosticDescriptor SharedStatic = new(
        "DMA0002",
        "A driver has mutable static state",
        "'{0}' is static and can change: statics are shared between worlds, so one run would leak into the next; make it an instance member marked [SoftState], or readonly",
        "DmaActors.Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Many worlds run in one process, after each other and beside each other on several threads. What is static belongs to none of "
            + "them: runs stop being reproducible.");
}
