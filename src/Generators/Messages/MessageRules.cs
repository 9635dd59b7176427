using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Messages;

internal static class MessageRules
{
    public static readonly DiagnosticDescriptor MustBePartial = new(
        "DMAGEN001",
        "A message must be partial",
        "'{0}' must be partial, because the Digest of message '{1}' is generated (or declare its Digest by hand)",
        "DmaActors.Messages",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotDigestible = new(
        "DMAGEN002",
        "A member of a message cannot be digested",
        "'{0}' of message '{1}' cannot be added to the trace hash: {2}",
        "DmaActors.Messages",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor FileLocal = new(
        "DMAGEN006",
        "The Digest of a file-local message cannot be generated",
        "'{0}' is file-local: no part of it can be generated, so declare its Digest by hand or make it internal",
        "DmaActors.Messages",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
