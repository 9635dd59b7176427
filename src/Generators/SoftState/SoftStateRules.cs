using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.SoftState;

internal static class SoftStateRules
{
    public static readonly DiagnosticDescriptor MustBePartialProperty = new(
        "DMAGEN003",
        "Soft state must be a partial property",
        "'{0}' is marked [SoftState] and must be a partial instance property without a body, for example: {1}",
        "DmaActors.SoftState",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor WrongOwner = new(
        "DMAGEN004",
        "Soft state stands in a class that cannot observe it",
        "'{0}' is marked [SoftState], so '{1}' must {2}",
        "DmaActors.SoftState",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MustBeReadAndWritten = new(
        "DMAGEN005",
        "Soft state must have a getter and a setter",
        "'{0}' is marked [SoftState] and must have a getter and a setter that is not init; what never changes needs no [SoftState]",
        "DmaActors.SoftState",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
