using DmaActors.Lab.Inputs;
using Microsoft.Win32.SafeHandles;

namespace DmaActors.Lab.Workloads;

/// <summary>A file of the user's that is opened to be read, or the reason why not, in words that say what would be right.</summary>
internal static class UserFile
{
    /// <summary>Opens the file for reading, never for writing.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="key">The argument that named it, for the error.</param>
    /// <param name="what">What the file should be, with its article: "a disk image".</param>
    /// <param name="share">What others may do with the file meanwhile.</param>
    /// <param name="error">Why there is no handle.</param>
    public static SafeFileHandle? TryOpen(string path, string key, string what, FileShare share, out InputError? error)
    {
        error = null;
        if (path.Length == 0)
            error = InputError.OfFile(path, key, "the file name is empty", $"the path of {what}");
        else if (Directory.Exists(path))
            error = InputError.OfFile(path, key, "it is a directory", $"the path of {what}");
        else if (!File.Exists(path))
            error = InputError.OfFile(path, key, "there is no such file", $"the path of {what}");
        if (error is not null)
            return null;

        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, share);
        }
        catch (UnauthorizedAccessException)
        {
            error = InputError.OfFile(path, key, "it cannot be read: permission denied", $"{what} that you may read");
        }
        catch (IOException e)
        {
            error = InputError.OfFile(path, key, $"it cannot be read: {e.Message}", $"{what} that can be read");
        }

        return null;
    }
}
