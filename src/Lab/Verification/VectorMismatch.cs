namespace DmaActors.Lab.Verification;

/// <summary>A case whose result is not the expected one; its first difference.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Id">The case's own name.</param>
/// <param name="Expected">What the file says.</param>
/// <param name="Found">What was computed.</param>
public sealed record VectorMismatch(int Line, string Id, string Expected, string Found);
