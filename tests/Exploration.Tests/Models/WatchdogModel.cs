using DmaActors.Exploration.Shrinking;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Models;

/// <summary>
/// A caller sets a watchdog and calls a server, which may answer at once or after a detour, and may be asked for a favour meanwhile. It is wrong if the watchdog goes off while the call
/// takes the detour: that needs a fault and a timer that is early.
/// </summary>
internal sealed class WatchdogModel : IModel, IShrinkable
{
    private static readonly ChoicePoint Detour = new("detour");
    private static readonly ChoicePoint Colour = new("colour");
    private static readonly TimerName Watchdog = new("watchdog");

    private bool isLate;

    public World World { get; } = new(new WorldOptions { Timed = false });

    public long StepBound => 1_000;

    public IModel Model => this;

    public void Begin(IStrategy strategy)
    {
        World.Reset(strategy);
        isLate = false;
        World.Tell(World.Spawn("caller", new Caller(this, World.Spawn("server", new Server()))), new Go());
    }

    public Violation? Judge() => isLate ? new Violation(ViolationKind.Failed, "late", "caller", "the watchdog went off during a detour", World.Steps) : null;

    public IEnumerable<IShrinkable> Smaller() => [];

    private sealed class Caller(WatchdogModel model, ActorRef server) : Actor
    {
        private TimerHandle watchdog;
        private bool onDetour;

        protected override void Receive(Message message)
        {
            switch (message)
            {
                case Go:
                    Context.Choose(Colour, 5);
                    watchdog = Context.StartTimer(Watchdog, new VirtualDuration(1_000), new WakeUp());
                    Context.Tell(server, new Take());
                    break;
                case Note:
                    onDetour = true;
                    break;
                case WakeUp:
                    model.isLate = onDetour;
                    break;
                case Taken:
                    onDetour = false;
                    Context.CancelTimer(watchdog);
                    break;
            }
        }
    }

    private sealed class Server : Actor
    {
        private ActorRef caller;

        protected override void Receive(Message message)
        {
            if (message is Take)
            {
                caller = Context.Sender;
                if (Context.Choose(Detour, 2) == 0)
                {
                    Context.Tell(caller, new Taken());
                    return;
                }

                Context.Tell(caller, new Note());
                Context.Tell(Context.Self, new Go());
            }
            else
            {
                Context.Tell(caller, new Taken());
            }
        }
    }
}
