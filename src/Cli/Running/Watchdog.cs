namespace DmaActors.Cli.Running;

/// <summary>
/// Looks from outside whether the machine still takes steps: driver code that computes for ever can be stopped by nobody inside. It counts looks and not time, so that a
/// computer that slept does not look like a driver that hangs.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>A turn that lasts longer than this is taken for one without an end.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Func<long> steps;
    private readonly Func<bool> isInTurn;
    private readonly Action onHang;
    private readonly ManualResetEventSlim isOver = new();
    private readonly Thread thread;

    /// <param name="steps">Messages delivered so far.</param>
    /// <param name="isInTurn">Whether the machine is handling a message, and not reading or hashing files.</param>
    /// <param name="onHang">Answers, and ends the program.</param>
    public Watchdog(Func<long> steps, Func<bool> isInTurn, Action onHang)
    {
        this.steps = steps;
        this.isInTurn = isInTurn;
        this.onHang = onHang;
        thread = new Thread(Watch) { IsBackground = true, Name = "watchdog" };
        thread.Start();
    }

    public void Dispose()
    {
        isOver.Set();
        thread.Join();
        isOver.Dispose();
    }

    private void Watch()
    {
        var last = -1L;
        var looks = 0;
        while (!isOver.Wait(Pause))
        {
            var now = steps();
            looks = now == last && isInTurn() && !System.Diagnostics.Debugger.IsAttached ? looks + 1 : 0;
            last = now;
            if (looks * Pause < Limit)
                continue;
            onHang();
            return;
        }
    }
}
