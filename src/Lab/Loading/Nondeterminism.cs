using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Loading;

/// <summary>Something in a user's assembly that can make equal seeds give different runs.</summary>
/// <param name="File">The assembly, as the user named it.</param>
/// <param name="Place">The method or field: <c>Acme.Disk.Start</c>.</param>
/// <param name="What">What it is or does: <c>uses System.DateTime.UtcNow</c>.</param>
/// <param name="Instead">What would be repeatable.</param>
public sealed record Nondeterminism(string File, string Place, string What, string Instead)
{
    /// <summary>As an error of the input, which it is unless the user allows it.</summary>
    public InputError AsError() => new(File, 0, 0, Place, What, Instead);
}
