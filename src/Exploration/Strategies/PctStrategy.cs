using DmaActors.Simulation;

namespace DmaActors.Exploration.Strategies;

/// <summary>
/// Probabilistic concurrency testing for messages: each causal chain of messages has a priority drawn at random, the enabled step of the highest priority goes first, and at
/// <c>depth - 1</c> moments of the run the chain that would be next drops below all others. A message continues the chain of the step after which it became enabled; where a step leads to
/// several, the first continues it and the others begin chains of their own.
/// </summary>
/// <remarks>
/// The bound that it states is for a race that needs <c>depth</c> ordering constraints: with at most <c>w</c> chains and <c>k</c> choices in a run one schedule meets it with a chance of at
/// least <c>1 / (w^2 k^(depth-1))</c>, whatever the number of schedules in which it does not show.
/// </remarks>
public sealed class PctStrategy : IStrategy
{
    private readonly long[] changes;

    /// <summary>By message: the chain to which it belongs.</summary>
    private readonly Dictionary<long, int> chainOf = [];

    /// <summary>By chain: its priority. Those of chains that have dropped are below 0, a later drop lower.</summary>
    private readonly List<long> priorities = [];
    private Xoshiro random;
    private long choices;
    private int latest;

    /// <param name="depth">Ordering constraints of the races that it is meant to find, 1 or more.</param>
    /// <param name="choices">Choices that a run is expected to have: the drops are spread over them.</param>
    public PctStrategy(int depth, long choices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(choices, 1);
        Depth = depth;
        Choices = choices;
        changes = new long[depth - 1];
    }

    public int Depth { get; }

    public long Choices { get; }

    /// <summary>The seed of the next run.</summary>
    public ulong Seed { get; set; }

    public string Description => $"pct(depth {Depth}, {Choices} choices, seed {Seed})";

    /// <summary>Chains of the latest run: the <c>w</c> of the bound.</summary>
    public int Chains => priorities.Count;

    public void Begin()
    {
        random = new Xoshiro(Seed);
        chainOf.Clear();
        priorities.Clear();
        choices = 0;
        latest = NewChain();
        for (var i = 0; i < changes.Length; i++)
            changes[i] = random.Below((int)Math.Min(Choices, int.MaxValue));
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        Assign(enabled);
        var chosen = Highest(enabled);
        for (var i = 0; i < changes.Length; i++)
        {
            if (changes[i] != choices)
                continue;
            priorities[ChainOf(enabled[chosen])] = -1 - i;
            chosen = Highest(enabled);
        }

        choices++;
        latest = ChainOf(enabled[chosen]);
        return chosen;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption) => random.Below(options);

    /// <summary>Messages that are enabled for the first time: one of them continues the chain of the latest step.</summary>
    private void Assign(ReadOnlySpan<StepId> enabled)
    {
        var continued = false;
        foreach (var step in enabled)
        {
            if (chainOf.ContainsKey(step.Identity))
                continue;
            chainOf.Add(step.Identity, continued || choices == 0 ? NewChain() : latest);
            continued = true;
        }
    }

    private int NewChain()
    {
        // Two chains with one priority would go in the order of their age; in 62 bits that does not happen.
        priorities.Add((long)(random.Next() >> 2));
        return priorities.Count - 1;
    }

    private int Highest(ReadOnlySpan<StepId> enabled)
    {
        var highest = 0;
        for (var i = 1; i < enabled.Length; i++)
        {
            if (priorities[ChainOf(enabled[i])] > priorities[ChainOf(enabled[highest])])
                highest = i;
        }

        return highest;
    }

    private int ChainOf(StepId step) => chainOf[step.Identity];
}
