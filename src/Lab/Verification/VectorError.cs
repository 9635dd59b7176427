namespace DmaActors.Lab.Verification;

/// <summary>Something in a vector file that cannot be understood: an error of the input, not of the code under test.</summary>
/// <param name="Line">Line in the file, from 1; 0 if the file as a whole is meant.</param>
/// <param name="Column">Byte in the line, from 1; 0 if unknown.</param>
/// <param name="Key">The field, as a path such as <c>attr.seg</c>; empty if the line as a whole is meant.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Expected">What would be right.</param>
public sealed record VectorError(int Line, int Column, string Key, string Message, string Expected);
