using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Workloads;

/// <summary>Replaces a file of the user's by the contents of a disk, when the user asked for it: into a new file beside it, which then takes the name. Whoever looks sees the old file or the new one, whole.</summary>
internal static class WriteBack
{
    private const string Key = "write-back";

    /// <summary>Whether <see cref="Save"/> could work, as far as that can be known before the run; the file is not touched.</summary>
    /// <returns>Null if it could.</returns>
    public static InputError? Check(string path)
    {
        if (!File.Exists(path))
            return InputError.OfFile(path, Key, "there is no file to write back to", "an --image that exists");
        var target = Target(path);
        if (target.IsReadOnly)
            return InputError.OfFile(path, Key, "the file may not be written", "a file that you may write, or no --write-back");
        var temporary = TemporaryName(target);
        try
        {
            using (new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return InputError.OfFile(path, Key, $"its folder takes no new file: {e.Message}", "a folder that you may write, or no --write-back");
        }
    }

    /// <summary>Writes all of <paramref name="media"/> beside the file, then gives it the file's name and mode. A link is followed, not replaced. Long runs of zeroes become holes.</summary>
    /// <exception cref="IOException">It could not be written; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Save(string path, IMedia media)
    {
        var target = Target(path);
        var temporary = TemporaryName(target);
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                Write(media, file);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target.FullName));
            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The full path of the file that would be replaced: where links lead to, if the name is one.</summary>
    public static string TargetOf(string path) => Target(path).FullName;

    private static void Write(IMedia media, FileStream file)
    {
        const int PieceBytes = 64 << 10;
        file.SetLength(media.Length);
        var buffer = new byte[PieceBytes];
        for (long offset = 0; offset < media.Length; offset += PieceBytes)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(PieceBytes, media.Length - offset));
            media.Read(offset, piece);
            if (!piece.ContainsAnyExcept((byte)0))
                continue;
            file.Position = offset;
            file.Write(piece);
        }
    }

    private static FileInfo Target(string path)
    {
        var named = new FileInfo(path);
        return named.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? named;
    }

    /// <summary>In the same folder, so that giving it the name is one step; of this process alone, so that two at once do not meet.</summary>
    private static string TemporaryName(FileInfo target) => Path.Combine(target.DirectoryName!, $".{target.Name}.dmasim-{Environment.ProcessId}");
}
