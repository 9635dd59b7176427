namespace DmaActors.Lab.Inputs;

/// <summary>The directory that a command is to write into.</summary>
public static class OutDirectory
{
    /// <summary>Makes it, if it is not there. The error says why nothing can be written there; null: it can.</summary>
    public static InputError? Check(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".dmasim-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return InputError.OfFile(path, "--out", $"nothing can be written there: {exception.Message}", "a directory that you may write to");
        }
    }
}
