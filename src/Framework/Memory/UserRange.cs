namespace DmaActors.Framework.Memory;

/// <summary>Some bytes of a user's buffer.</summary>
/// <param name="Memory">The buffer.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="Length">How many.</param>
internal sealed record UserRange(UserMemory Memory, uint Offset, uint Length)
{
    /// <summary>Whether none of them can move.</summary>
    public bool IsLocked => Memory.IsLocked(Offset, Length);
}
