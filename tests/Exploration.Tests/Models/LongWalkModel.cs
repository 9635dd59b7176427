using DmaActors.Exploration.Shrinking;
using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Models;

/// <summary>
/// A walker that falls at the end of a long way, whatever the order; and on the way there is a short cut, on which it falls at once if it hears of it before any guard has answered. In
/// the default order the guards answer first.
/// </summary>
/// <param name="length">Steps of the whole way; 0: it ends at the short cut, and well.</param>
/// <param name="cutAt">After how many steps there is a short cut.</param>
/// <param name="guards">How many guards there are.</param>
internal sealed class LongWalkModel(int length, int cutAt, int guards) : IModel, IShrinkable
{
    private long? fallen;

    public World World { get; } = new(new WorldOptions { Timed = false });

    public long StepBound => 1_000;

    /// <summary>Without the rest of the way there is less to do.</summary>
    public bool CanBeShort { get; init; }

    /// <summary>At its first step it greets all of them, and is greeted: messages that stand before the answers in their channels.</summary>
    public bool Greets { get; init; }

    public int Length => length;

    public IModel Model => this;

    public void Begin(IStrategy strategy)
    {
        World.Reset(strategy);
        fallen = null;
        var helpers = Enumerable.Range(0, guards + 1).Select(i => World.Spawn(i < guards ? $"guard{i}" : "cut", Helper(i < guards ? "guarded" : "cut"))).ToList();
        World.Tell(World.Spawn("walker", Walker(helpers)), new Support.Note("walk"));
    }

    public Violation? Judge() => fallen is { } step ? new Violation(ViolationKind.Failed, "fallen", "walker", "it falls", step) : null;

    public IEnumerable<IShrinkable> Smaller() => CanBeShort && length > 0 ? [new LongWalkModel(0, cutAt, guards)] : [];

    private static Scripted Helper(string answer) =>
        new((context, message) => context.Tell(context.Sender, new Support.Note(message is Support.Note { Word: "hello" } ? "hello" : answer)));

    private Scripted Walker(IReadOnlyList<ActorRef> helpers)
    {
        var (walked, isGuarded) = (0, false);
        return new Scripted((context, message) =>
        {
            switch (((Support.Note)message).Word)
            {
                case "guarded":
                    isGuarded = true;
                    break;
                case "cut" when !isGuarded:
                    fallen ??= World.Steps;
                    break;
                case "walk":
                    walked++;
                    if (walked == cutAt || (walked == 1 && Greets))
                    {
                        foreach (var helper in helpers)
                            context.Tell(helper, new Support.Note(walked == cutAt ? "ask" : "hello"));
                    }

                    if (walked == length)
                        fallen ??= World.Steps;
                    else if (walked < Math.Max(length, cutAt))
                        context.Tell(context.Self, new Support.Note("walk"));
                    break;
            }
        });
    }
}
