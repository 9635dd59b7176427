using System.Runtime.InteropServices;

namespace DmaActors.Cli.Running;

/// <summary>Ctrl-C and its like. The first asks the work to stop; who does not stop in time is answered for; a second one ends the program at once.</summary>
internal sealed class Interruption : IDisposable
{
    // Together with what is left to write: within a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action onIgnored;
    private Timer? patience;

    /// <param name="onIgnored">Answers in place of work that did not stop, and ends the program.</param>
    public Interruption(Action onIgnored)
    {
        this.onIgnored = onIgnored;
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        patience?.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
            return; // not cancelled: the program ends as it would without us
        context.Cancel = true;
        try
        {
            patience = new Timer(_ => onIgnored(), null, Patience, Timeout.InfiniteTimeSpan);
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work ended at this very moment, and is being answered.
        }
    }
}
