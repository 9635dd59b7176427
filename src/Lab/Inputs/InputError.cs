namespace DmaActors.Lab.Inputs;

/// <summary>One thing that is wrong with an input of the user: a scenario, an I/O log, an image, an argument. It is an <em>error</em> (exit code 2), never a finding.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Line in the file, counted from 1; 0 when the error is of the file as a whole.</param>
/// <param name="Column">Character in the line, counted from 1; 0 when no place in the line is meant.</param>
/// <param name="Key">The field or key that is wrong, in the input's own words (<c>offset</c>, <c>version</c>); empty when there is none.</param>
/// <param name="Message">What is wrong, with the value that was found.</param>
/// <param name="Expected">What would be right.</param>
public sealed record InputError(string File, int Line, int Column, string Key, string Message, string Expected)
{
    /// <summary>An error of the whole file.</summary>
    public static InputError OfFile(string file, string key, string message, string expected) => new(file, 0, 0, key, message, expected);

    /// <summary>The one line that a terminal shows: <c>file:line:column: message; expected: ...</c>.</summary>
    public override string ToString()
    {
        var place = (Line, Column) switch
        {
            (0, _) => File,
            (_, 0) => $"{File}:{Line}",
            _ => $"{File}:{Line}:{Column}",
        };
        return Expected.Length == 0 ? $"{place}: {Message}" : $"{place}: {Message}; expected: {Expected}";
    }
}
