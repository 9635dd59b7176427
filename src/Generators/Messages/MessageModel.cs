using DmaActors.Generators.Text;

namespace DmaActors.Generators.Messages;

/// <summary>All that the text of one message's <c>Digest</c> depends on.</summary>
/// <param name="Shell">Null if there is nothing to generate, only problems to report.</param>
/// <param name="CallsBase">A record above has a <c>Digest</c> of its own, which adds what that record and those above it hold.</param>
internal sealed record MessageModel(
    TypeShell? Shell,
    bool CallsBase,
    EquatableArray<DigestMember> Members,
    EquatableArray<Problem> Problems);
