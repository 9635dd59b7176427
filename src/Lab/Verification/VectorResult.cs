namespace DmaActors.Lab.Verification;

/// <summary>What came of a case.</summary>
/// <param name="Id">The case's own name.</param>
/// <param name="Difference">Its first difference; null if it gave what was expected.</param>
internal sealed record VectorResult(string Id, VectorDifference? Difference);

/// <summary>A difference between what a case expects and what was found.</summary>
/// <param name="Expected">In the terms of the file.</param>
/// <param name="Found">In the same terms.</param>
internal sealed record VectorDifference(string Expected, string Found)
{
    /// <summary>The difference between two values of a field, or null if they are equal.</summary>
    public static VectorDifference? Between<T>(string field, T expected, T found) where T : IEquatable<T> =>
        expected.Equals(found) ? null : new VectorDifference($"{field} {expected}", $"{field} {found}");
}
