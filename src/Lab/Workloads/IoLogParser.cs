using System.Text;
using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Workloads;

/// <summary>Turns the lines of a log into a plan, one call a line; after an error it goes on, so that all errors are found in one reading.</summary>
internal sealed class IoLogParser(string logName, IoLimits limits)
{
    private static readonly string[] Headers = ["fio version 2 iolog", "fio version 3 iolog"];

    private readonly IoPlan.Builder plan = new(logName);
    private readonly InputErrors errors = new();
    private readonly LogFiles files = new();

    /// <summary>2 or 3; 0 before the first line.</summary>
    private int version;

    private int lineNumber;

    /// <summary>The first time stamp of the recording that is being read; null before it.</summary>
    private long? firstMicroseconds;

    /// <summary>When the recording that is being read starts: a log that fio appended to holds several, each with its own zero.</summary>
    private long recordingStartNs;

    private long latestNs;

    /// <summary>Nothing further can be learned from the log: its format is unknown, or it is larger than any plan may be.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Makes room for the log's requests, guessing from its size, so that they are not copied again and again.</summary>
    public void Expect(long logBytes) => plan.Expect((int)Math.Min(logBytes / 28, 1 << 20));

    public void Line(ReadOnlySpan<byte> line, int number, bool isTooLong, bool isUnterminated)
    {
        lineNumber = number;
        if (isTooLong)
        {
            Error(line, 0, "", $"the line is longer than {LogLines.LongestLine} bytes", "a line of a text log");
            GaveUp = version == 0;
            return;
        }

        if (version == 0 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        var errorsBefore = errors.Count;
        Cut(line);
        if (isUnterminated && !GaveUp && errors.Count > errorsBefore)
            Error(line, 0, "", "the log ends inside this line: it seems to have been cut short", "a whole line with its line break");
    }

    public IoLogResult Finish()
    {
        if (version == 0 && !errors.Any)
            errors.Add(new InputError(logName, 1, 1, "version", "the log is empty", Quoted(Headers)));
        else if (plan.Count == 0 && !errors.Any)
            errors.Add(InputError.OfFile(logName, "iolog", "the log holds no request", $"lines that {LogActions.OfIo}"));
        return new IoLogResult(errors.Any ? null : plan.Build(), errors);
    }

    private void Cut(ReadOnlySpan<byte> line)
    {
        var end = LogFields.EndBefore(line, line.Length);
        var start = LogFields.SkipBlanks(line[..end], 0);
        if (version == 0 || line[start..].StartsWith("fio version "u8))
        {
            Header(line, start, end);
            return;
        }

        // The formats know no comments; a lone '#' is nevertheless no file name that anybody has.
        if (start >= end || (line[start] == (byte)'#' && LogFields.EndOfWord(line, start) == start + 1))
            return;
        var bodyStart = start;
        long? dueNs = null;
        if (version == 3)
        {
            var timeEnd = LogFields.EndOfWord(line[..end], start);
            if (!Number(line, start, timeEnd, "timestamp", IoLimits.MaximumMicroseconds, out var microseconds))
                return;
            bodyStart = LogFields.SkipBlanks(line[..end], timeEnd);
            dueNs = DueNs(microseconds);
        }

        if (!LogFields.TryCut(line, bodyStart, end, out var fields))
        {
            var (column, key, message, expected) = LogDiagnosis.Of(line[..end], bodyStart);
            Error(line, column, key, message, expected);
        }
        else if (fields.Action.IsOfFile())
        {
            FileLine(fields, dueNs);
        }
        else
        {
            IoLine(fields, dueNs);
        }
    }

    private void Header(ReadOnlySpan<byte> line, int start, int end)
    {
        var text = line[start..end];
        var found = text.SequenceEqual("fio version 2 iolog"u8) ? 2 : text.SequenceEqual("fio version 3 iolog"u8) ? 3 : 0;
        if (found == 0)
        {
            Error(line, start, "version", LogDiagnosis.OfHeader(text), Quoted(Headers));
            GaveUp = true;
            return;
        }

        if (version != 0 && files.FirstOpen is { } open)
            Error(line, start, "version", $"another recording begins while {LogDiagnosis.Shown(open.Name)} of the last one is open (opened in line {open.OpenedInLine})", "a log of one recording, or of several that each close their files");
        version = found;
        files.NewRecording();
        recordingStartNs = latestNs;
        firstMicroseconds = null;
    }

    /// <summary>Nanoseconds since the first line of the log. May fall; the plan makes the best of that.</summary>
    private long DueNs(long microseconds)
    {
        firstMicroseconds ??= microseconds;
        var due = Math.Min(recordingStartNs + ((microseconds - firstMicroseconds.Value) * 1000), IoLimits.MaximumMicroseconds * 1000);
        latestNs = Math.Max(latestNs, due);
        return due;
    }

    private void FileLine(in LogFields fields, long? dueNs)
    {
        if (fields.Action == LogAction.Add)
        {
            AddFile(fields);
            return;
        }

        var file = files.Find(fields.Name);
        if (file is null || !file.IsAdded)
        {
            NotAdded(fields);
            file = AddFile(fields);
            if (file is null)
                return;
        }

        var opens = fields.Action == LogAction.Open;
        if (opens && file.IsOpen)
            Error(fields.Line, fields.ActionStart, "action", $"{LogDiagnosis.Shown(file.Name)} is open already (since line {file.OpenedInLine})", "a close before the next open");
        else if (!opens && !file.IsOpen)
            Error(fields.Line, fields.ActionStart, "action", $"{LogDiagnosis.Shown(file.Name)} is not open", "an open before the close");
        file.OpenedInLine = opens ? lineNumber : 0;
        Append(file.Index, fields.Action.Kind(), 0, 0, dueNs);
    }

    private void IoLine(in LogFields fields, long? dueNs)
    {
        if (fields.Action == LogAction.Wait)
        {
            WaitLine(fields);
            return;
        }

        var file = files.Find(fields.Name);
        if (file is null || !file.IsAdded)
        {
            NotAdded(fields);
            file = AddFile(fields);
            if (file is null)
                return;
        }
        else if (!file.IsOpen)
        {
            Error(fields.Line, fields.BodyStart, "filename", $"{LogDiagnosis.Shown(file.Name)} is not open", $"a line \"{(version == 3 ? "TIMESTAMP " : "")}{LogDiagnosis.Clean(file.Name)} open\" before this one");
        }

        if (!file.IsOpen)
            file.OpenedInLine = lineNumber; // said once: not again for every line that follows

        // What stands in the fields of a sync is left over from another request: fio writes the last offset there, and 0.
        var hasRange = fields.Action is LogAction.Read or LogAction.Write or LogAction.Trim;
        var good = Number(fields.Line, fields.OffsetStart, "offset", out var offset);
        good &= Number(fields.Line, fields.LengthStart, "length", out var length);
        if (!good)
            return;
        if (!hasRange)
            Append(file.Index, fields.Action.Kind(), 0, 0, dueNs);
        else if (RangeIsGood(fields, offset, length))
            Append(file.Index, fields.Action.Kind(), offset, length, dueNs);
    }

    private void WaitLine(in LogFields fields)
    {
        if (version == 3)
        {
            Error(fields.Line, fields.ActionStart, "action", "version 3 has no wait", "time stamps that leave the time free, or a version 2 log");
            return;
        }

        var good = Number(fields.Line, fields.OffsetStart, fields.OffsetStart + fields.Offset.Length, "offset", IoLimits.MaximumMicroseconds, out var microseconds);
        good &= Number(fields.Line, fields.LengthStart, "length", out _);
        if (good)
            Append(IoRequest.NoFile, IoKind.Wait, microseconds < 100 ? 0 : microseconds * 1000, 0, null); // fio's manual: "everything below 100 is discarded"
    }

    private bool RangeIsGood(in LogFields fields, long offset, long length)
    {
        var sector = limits.SectorBytes;
        var before = errors.Count;
        if (offset % sector != 0)
            Error(fields.Line, fields.OffsetStart, "offset", $"offset {offset} is not a multiple of {sector}", $"a multiple of the sector size: {offset / sector * sector} for instance");
        if (length == 0)
            Error(fields.Line, fields.LengthStart, "length", "the length is 0", $"a multiple of {sector}, at least {sector}");
        else if (length % sector != 0)
            Error(fields.Line, fields.LengthStart, "length", $"length {length} is not a multiple of {sector}", $"a multiple of the sector size: {(length / sector * sector) + sector} for instance");
        if (fields.Action != LogAction.Trim && length > limits.TransferBytes)
            Error(fields.Line, fields.LengthStart, "length", $"length {length} is more than one request can move", $"at most {limits.TransferBytes}");
        var diskBytes = limits.DiskBytes ?? IoLimits.MaximumDiskBytes;
        if (offset > diskBytes || length > diskBytes - offset)
        {
            var disk = limits.DiskBytes is null ? "the largest disk" : "the image";
            Error(fields.Line, fields.OffsetStart, "offset", $"{(UInt128)offset + (UInt128)length} is beyond the end of {disk}, {diskBytes}", $"offset + length up to {diskBytes}");
        }

        return errors.Count == before;
    }

    private void Append(int file, IoKind kind, long offset, long length, long? dueNs)
    {
        if (plan.Count == limits.Requests)
        {
            Error(default, 0, "", $"the log holds more than {limits.Requests} requests", $"at most {limits.Requests}");
            GaveUp = true;
            return;
        }

        plan.Add(file, kind, offset, length, dueNs, lineNumber);
    }

    private LogFile? AddFile(in LogFields fields)
    {
        var file = files.Find(fields.Name);
        if (file is null && plan.FileCount == limits.Files)
        {
            Error(fields.Line, fields.BodyStart, "filename", $"the log names more than {limits.Files} files", $"at most {limits.Files}: each file of the log is a disk of the scenario");
            GaveUp = true;
            return null;
        }

        file ??= files.Add(fields.Name, plan.AddFile(Encoding.UTF8.GetString(fields.Name)));
        file.IsAdded = true;
        return file;
    }

    private void NotAdded(in LogFields fields)
    {
        var name = Encoding.UTF8.GetString(fields.Name);
        var expected = version == 2 && char.IsAsciiDigit(name[0]) && name.Contains(' ')
            ? "a line without a time stamp: this is a version 2 log"
            : $"a line \"{(version == 3 ? "TIMESTAMP " : "")}{LogDiagnosis.Clean(name)} add\" before this one";
        Error(fields.Line, fields.BodyStart, "filename", $"{LogDiagnosis.Shown(name)} was not added", expected);
    }

    private bool Number(ReadOnlySpan<byte> line, int start, string key, out long number) =>
        Number(line, start, LogFields.EndOfWord(line, start), key, long.MaxValue, out number);

    private bool Number(ReadOnlySpan<byte> line, int start, int end, string key, long maximum, out long number)
    {
        var form = LogFields.ReadNumber(line[start..end], out number);
        if (form == NumberForm.Good && number > maximum)
            form = NumberForm.TooLarge;
        if (form == NumberForm.Good)
            return true;
        var shown = errors.HasRoom ? LogDiagnosis.Shown(line[start..end]) : "";
        if (form == NumberForm.TooLarge)
            Error(line, start, key, $"{shown} is too large", $"at most {maximum}");
        else
            Error(line, start, key, $"{shown} is not a number", key == "timestamp" ? "microseconds since the start of the recording, in decimal digits" : "bytes, in decimal digits");
        return false;
    }

    private void Error(ReadOnlySpan<byte> line, int at, string key, string message, string expected)
    {
        if (errors.HasRoom)
            errors.Add(new InputError(logName, lineNumber, Encoding.UTF8.GetCharCount(line[..Math.Min(at, line.Length)]) + 1, key, message, expected));
        else
            errors.CountOnly();
    }

    private static string Quoted(string[] headers) => $"\"{headers[0]}\" or \"{headers[1]}\"";
}
