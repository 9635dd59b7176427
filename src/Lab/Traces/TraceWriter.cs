using System.Globalization;
using System.Text.Json;
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

    public static TraceWriter Create(string path, TraceHeader header, World world)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        var writer = new StreamWriter(path) { NewLine = "\n" };
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
