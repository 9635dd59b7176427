namespace DmaActors.Lab.Inputs;

/// <summary>Something wrong in what the user gave us: where it stands, what is wrong, and what would be right.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">Counted from 1; 0 if the error has no line.</param>
/// <param name="Column">Counted from 1; 0 if the error has no column.</param>
/// <param name="Key">The path of the key, such as <c>devices[1].registers</c>; empty if there is none.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Expected">What would be right.</param>
public sealed record InputError(string File, int Line, int Column, string Key, string Message, string Expected);
