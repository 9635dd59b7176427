namespace DmaActors.Lab.Verification;

/// <summary>What came of running a vector file.</summary>
/// <param name="Cases">Cases that were run. Lines with errors are none.</param>
/// <param name="Mismatches">How many of them gave another result than expected.</param>
/// <param name="First">The first ten of those.</param>
/// <param name="Errors">What could not be read, in the order of the file; at most <see cref="VectorFile.MostErrors"/>, where reading stops.</param>
public sealed record VectorReport(
    int Cases, int Mismatches, IReadOnlyList<VectorMismatch> First, IReadOnlyList<VectorError> Errors)
{
    /// <summary>Whether every line could be read and every result was the expected one.</summary>
    public bool IsOk => Mismatches == 0 && Errors.Count == 0;
}
