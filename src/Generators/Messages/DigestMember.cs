namespace DmaActors.Generators.Messages;

/// <summary>How a value is added to the digest.</summary>
internal enum DigestForm
{
    Signed,
    Unsigned,
    Boolean,
    Text,

    /// <summary>The value adds itself (<c>IDigestible</c>, or a message inside a message).</summary>
    Itself,

    /// <summary>As <see cref="Itself"/>, but <c>Digest</c> can only be reached through the interface.</summary>
    ItselfThroughInterface,
}

/// <summary>One piece of a message's state.</summary>
/// <param name="Access">The expression that reads it.</param>
/// <param name="CanBeAbsent">A presence mark is added first: 1 and the value, or 0 alone for null.</param>
internal sealed record DigestMember(string Access, DigestForm Form, bool CanBeAbsent);
