using System.Collections.Concurrent;
using Akka.Actor.Setup;
using Akka.Dispatch;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>
/// The one thread of an actor system whose deliveries are under control: what its dispatchers want to run waits here until somebody pumps. It is given to the system as a set-up, so
/// that the dispatchers find it.
/// </summary>
internal sealed class Pump : Setup
{
    // Almost everything comes from the thread that pumps; the end of the system has continuations on others.
    private readonly ConcurrentQueue<IRunnable> waiting = new();

    /// <summary>Runs of mailboxes so far.</summary>
    public long Runs { get; private set; }

    public void Add(IRunnable run) => waiting.Enqueue(run);

    /// <summary>Runs mailboxes until none has anything to do.</summary>
    public void RunUntilIdle()
    {
        while (waiting.TryDequeue(out var run))
        {
            Runs++;
            run.Run();
        }
    }
}
