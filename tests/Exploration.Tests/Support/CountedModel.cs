using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Support;

/// <summary>A small model that is judged at the end of each run, and counts: final states, and runs that end badly.</summary>
/// <param name="lastResort">The names of timers of last resort.</param>
internal abstract class CountedModel(params string[] lastResort) : IModel
{
    public World World { get; } = new(new WorldOptions { Timed = false, RecordTape = false, LastResortTimers = lastResort });

    public long StepBound => 10_000;

    public Dictionary<string, int> FinalStates { get; } = [];

    public int Bad { get; private set; }

    public void Begin(IStrategy strategy)
    {
        World.Reset(strategy);
        Arrange();
    }

    public Violation? Judge()
    {
        var state = FinalState;
        FinalStates[state] = FinalStates.GetValueOrDefault(state) + 1;
        if (!IsBad)
            return null;
        Bad++;
        return new Violation(ViolationKind.Failed, "bad", "", state, World.Steps);
    }

    protected abstract string FinalState { get; }

    protected virtual bool IsBad => false;

    /// <summary>Spawns the actors and tells them what starts them.</summary>
    protected abstract void Arrange();

    protected ActorRef Spawn(string name, Action<ActorContext, Message> receive) => World.Spawn(name, new Scripted(receive));
}
