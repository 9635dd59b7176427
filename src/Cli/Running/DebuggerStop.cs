using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace DmaActors.Cli.Running;

/// <summary>Hands a machine over to a debugger in the middle of a run, and waits for one if there is none.</summary>
/// <param name="console">Where it says that it waits.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class DebuggerStop(IAnsiConsole console, CancellationToken cancellation)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private long looks;

    /// <summary>Grows while it waits: the machine does not hang.</summary>
    public long Looks => Volatile.Read(ref looks);

    /// <summary>Stops in the debugger; stepping out leads into the turn of the step.</summary>
    public void Stop()
    {
        if (!Debugger.IsAttached)
            console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"Waiting before the step for a debugger to attach to process {Environment.ProcessId} (dmasim.dll); Ctrl-C gives up."));
        while (!Debugger.IsAttached && !cancellation.WaitHandle.WaitOne(BetweenLooks))
            Interlocked.Increment(ref looks);
        if (Debugger.IsAttached)
            Debugger.Break();
    }
}
