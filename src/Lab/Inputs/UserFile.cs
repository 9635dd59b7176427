using Microsoft.Win32.SafeHandles;

namespace DmaActors.Lab.Inputs;

/// <summary>A file of the user's that is opened to be read, or the reason why not, in words that say what would be right.</summary>
internal static class UserFile
{
    /// <summary>How long somebody may take to open the other end of a named pipe: enough for a program that was started at the same time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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
            return Open(path, share);
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

    /// <summary>Opens the file for reading as a stream.</summary>
    /// <exception cref="IOException">It cannot be opened, or is a pipe without a writer.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read it.</exception>
    public static FileStream OpenRead(string path) => new(Open(path, FileShare.Read), FileAccess.Read);

    /// <summary>
    /// Opening a named pipe waits for its writer, for ever if there is none; so it is another thread that waits, and goes on waiting when this one has given up. A pipe that has
    /// a writer is read to its end, however long that takes. What has a length is a file, and nobody's patience is tried by a machine that is busy.
    /// </summary>
    private static SafeFileHandle Open(string path, FileShare share)
    {
        if (new FileInfo(path).Length > 0)
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, share);
        // On a thread of its own: those of the pool may all be taken for longer than anybody's patience.
        var opening = Task.Factory.StartNew(() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, share), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([opening], Patience) < 0 ? throw new IOException("it is a pipe that nobody writes into") : opening.GetAwaiter().GetResult();
    }
}
