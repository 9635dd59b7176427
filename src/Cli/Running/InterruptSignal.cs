using System.Runtime.InteropServices;

namespace DmaActors.Cli.Running;

/// <summary>
/// SIGINT where it is ignored from the start, as a script's shell arranges it for what it starts with <c>&amp;</c>. The runtime leaves such a signal ignored, and
/// <c>kill -INT</c> would do nothing; but who sends it to a run means it.
/// </summary>
internal static partial class InterruptSignal
{
    private const int Number = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    // More than any system's struct sigaction has; the handler is its first member everywhere.
    private const int ActionWords = 64;

    /// <summary>Gives the signal its default meaning back, if it is ignored. To be called before the runtime looks, which is when the console is first used.</summary>
    public static void Admit()
    {
        if (OperatingSystem.IsWindows())
            return;
        Span<nint> action = stackalloc nint[ActionWords];
        if (Action(Number, 0, action) == 0 && action[0] == Ignored)
            _ = Signal(Number, Default);
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int Action(int number, nint changed, Span<nint> current);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
