using DmaActors.Lab.Inputs;

namespace DmaActors.AkkaNet.Tests.Support;

/// <summary>The two kinds of actor systems, each made once for all tests: runs reuse them, as a user's do.</summary>
public sealed class Runtimes : IDisposable
{
    private readonly AkkaHost free;
    private readonly AkkaHost replaying = AkkaHost.Replaying();

    public Runtimes()
    {
        free = AkkaHost.Free(Config.File("akka.conf"), timeScale: 1, SilentTestLog.Instance, out var error) ?? throw new InvalidOperationException(error?.ToString());
    }

    public const string Free = "free";
    public const string Replaying = "replaying";

    public AkkaHost Host(string kind) => kind == Free ? free : replaying;

    /// <summary>A runtime that has been reset.</summary>
    internal AkkaRuntime Begin(string kind, bool timed = true)
    {
        var runtime = (AkkaRuntime)Host(kind).RuntimeFor(new WorldOptions { Timed = timed });
        runtime.Reset(new FirstStrategy());
        runtime.Supervisor = null;
        runtime.Observer = null;
        return runtime;
    }

    /// <summary>Runs until nothing can happen any more, or the run has ended otherwise.</summary>
    internal static RunStatus Complete(IRuntime runtime)
    {
        RunStatus status;
        do
        {
            status = runtime.Run();
        }
        while (status == RunStatus.Running);
        runtime.Halt();
        return status;
    }

    public void Dispose()
    {
        free.Dispose();
        replaying.Dispose();
    }
}
