using System.Globalization;

namespace DmaActors.Lab.Traces;

/// <summary>Hands a machine over to a debugger in the middle of a run, and waits for one if there is none.</summary>
/// <param name="debugger">The debugger.</param>
/// <param name="say">Is told that it waits, and for what.</param>
/// <param name="cancellation">Ends the waiting.</param>
public sealed class DebuggerStop(IDebugger debugger, Action<string> say, CancellationToken cancellation)
{
    private long looks;

    /// <summary>How long it waits from one look for a debugger to the next.</summary>
    public TimeSpan BetweenLooks { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Grows while it waits: the machine does not hang.</summary>
    public long Looks => Volatile.Read(ref looks);

    /// <summary>Stops in the debugger; stepping out leads into the turn of the step.</summary>
    public void Stop()
    {
        if (!debugger.IsAttached)
            say(string.Create(CultureInfo.InvariantCulture, $"Waiting before the step for a debugger to attach to process {Environment.ProcessId} (dmasim.dll); Ctrl-C gives up."));
        while (!debugger.IsAttached && !cancellation.WaitHandle.WaitOne(BetweenLooks))
            Interlocked.Increment(ref looks);
        if (debugger.IsAttached)
            debugger.Break();
    }
}
