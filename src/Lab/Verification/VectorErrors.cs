namespace DmaActors.Lab.Verification;

/// <summary>Collects the errors of a file, up to a bound.</summary>
internal sealed class VectorErrors
{
    private readonly List<VectorError> errors = [];

    /// <summary>The line being read.</summary>
    public int Line { get; set; }

    /// <summary>Errors so far.</summary>
    public int Count => errors.Count;

    /// <summary>Whether no more are wanted.</summary>
    public bool IsFull => errors.Count >= VectorFile.MostErrors;

    /// <summary>The errors, in order.</summary>
    public IReadOnlyList<VectorError> All => errors;

    /// <summary>Notes an error of the current line.</summary>
    /// <param name="key">Path of the field; empty for the line.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="expected">What would be right.</param>
    /// <param name="column">Byte in the line, from 1; 0 if unknown.</param>
    public void Add(string key, string message, string expected, int column = 0)
    {
        if (!IsFull)
            errors.Add(new VectorError(Line, column, key, message, expected));
    }
}
