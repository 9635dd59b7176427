namespace DmaActors.Lab.Verification;

/// <summary>A window as a vector expects it.</summary>
/// <param name="Offset">First byte in the object.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Cookies">Its cookies, in order.</param>
internal sealed record ExpectedWindow(ulong Offset, ulong Size, ExpectedCookie[] Cookies);

/// <summary>A cookie as a vector expects it.</summary>
/// <param name="Address">Physical address; null in the copy buffer, where it is nobody's business.</param>
/// <param name="Size">Bytes.</param>
internal readonly record struct ExpectedCookie(ulong? Address, ulong Size)
{
    /// <summary>Short, for a mismatch.</summary>
    public override string ToString() => Address is { } address ? $"0x{address:x}+{Size}" : $"copybuf+{Size}";
}
