using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Workloads;

/// <summary>Reads I/O logs as fio writes and reads them (<c>--write_iolog</c>, <c>--read_iolog</c>), text formats 2 and 3. The README beside this file says where fio's manual and its code differ and which one is followed.</summary>
internal static class IoLog
{
    private const string Key = "iolog";

    /// <summary>Reads a log to its end and lists all its errors.</summary>
    /// <returns>The plan, or the errors; never both.</returns>
    public static IoLogResult Read(string path, IoLimits limits)
    {
        using var handle = UserFile.TryOpen(path, Key, "an fio I/O log", FileShare.ReadWrite | FileShare.Delete, out var error);
        if (handle is null)
            return Failed(error!);
        try
        {
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return Read(stream, path, limits);
        }
        catch (IOException e)
        {
            return Failed(InputError.OfFile(path, Key, $"reading it failed: {e.Message}", "a file that can be read to its end"));
        }
    }

    /// <summary>Reads a log from a stream.</summary>
    /// <param name="stream">The log; need not be seekable.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="limits">What the disks can do.</param>
    public static IoLogResult Read(Stream stream, string name, IoLimits limits)
    {
        var lines = new LogLines(stream);
        var parser = new IoLogParser(name, limits);
        if (stream.CanSeek)
            parser.Expect(stream.Length);
        while (!parser.GaveUp && lines.Next(out var line))
            parser.Line(line, lines.Number, lines.IsTooLong, lines.IsUnterminated);
        return parser.Finish() with { CanBeReadAgain = stream.CanSeek };
    }

    private static IoLogResult Failed(InputError error)
    {
        var errors = new InputErrors();
        errors.Add(error);
        return new IoLogResult(null, errors);
    }
}
