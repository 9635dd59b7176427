using System.Globalization;
using System.Text.Json;
using DmaActors.Lab.Inputs;
using DmaActors.Simulation;

namespace DmaActors.Lab.Traces;

/// <summary>
/// Writes a run as text: a line a step, before it the choices that led to it. Equal runs give equal files, to the byte; <see cref="TraceReader"/> reads them back.
/// </summary>
internal sealed class TraceWriter : IStepRecorder, IDisposable
{
    /// <summary>The first line of every trace.</summary>
    public const string Magic = "dmasim-trace 1";

    private readonly StreamWriter writer;
    private readonly World world;
    private int choicesWritten;

    private TraceWriter(StreamWriter writer, World world)
    {
        this.writer = writer;
        this.world = world;
    }

    /// <summary>Creates the file of a trace, and the directory that it is to be in; null, and the error, if that cannot be.</summary>
    public static StreamWriter? TryCreateFile(string path, out InputError? error)
    {
        error = null;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
                Directory.CreateDirectory(directory);
            return new StreamWriter(path) { NewLine = "\n" };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error = InputError.OfFile(path, "--trace", $"it cannot be written: {exception.Message}", "the path of a file that you may write");
            return null;
        }
    }

    /// <summary>Begins a trace, and is the world's recorder from now on.</summary>
    public static TraceWriter Begin(StreamWriter writer, TraceHeader header, World world)
    {
        writer.WriteLine(Magic);
        writer.WriteLine(JsonSerializer.Serialize(header));
        var trace = new TraceWriter(writer, world);
        world.Recorder = trace;
        return trace;
    }

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        WriteChoices();
        writer.WriteLine(Line(step, time, id));
    }

    /// <summary>The end: how many steps, and the hash of them all.</summary>
    public void Finish()
    {
        WriteChoices();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end {world.Steps} {world.Status} {world.Digest}"));
        writer.Flush();
    }

    public void Flush() => writer.Flush();

    public void Dispose()
    {
        if (world.Recorder == this)
            world.Recorder = null;
        writer.Dispose();
    }

    internal static string Line(long step, VirtualTime time, StepId id) => string.Create(CultureInfo.InvariantCulture, $"{step} {time} {id}");

    private void WriteChoices()
    {
        var choices = world.Tape.Choices;
        for (; choicesWritten < choices.Length; choicesWritten++)
        {
            var choice = choices[choicesWritten];
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"choice {choice.Kind} {choice.Chosen}/{choice.Options} {choice.Point:x8}"));
        }
    }
}
