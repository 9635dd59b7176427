using DmaActors.Exploration.Strategies;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Campaigns;

/// <summary>Schedules that are drawn: the one with number n from the seed and n alone, whoever runs it.</summary>
public sealed class RandomSearch : ISearch
{
    /// <summary>Schedules of a piece: enough that workers seldom meet, few enough that the first violation is reported soon.</summary>
    private const int Schedules = 64;

    private readonly Func<ISeeded> newStrategy;
    private readonly ulong seed;
    private long next = 1;

    private RandomSearch(string description, ulong seed, Func<ISeeded> newStrategy)
    {
        Description = description;
        this.seed = seed;
        this.newStrategy = newStrategy;
    }

    private interface ISeeded
    {
        IStrategy For(ulong seed);
    }

    public string Description { get; }

    public bool CoversItsSpace => false;

    /// <summary>Every enabled step is equally likely at every choice.</summary>
    public static RandomSearch Uniform(ulong seed) => new($"random(seed {seed})", seed, () => new Uniformly());

    /// <summary>Priorities to chains of messages: see <see cref="PctStrategy"/>.</summary>
    /// <param name="seed">Where the schedules start from.</param>
    /// <param name="depth">Ordering constraints of the races that it is meant to find.</param>
    /// <param name="choices">Choices of a run, about.</param>
    public static RandomSearch Pct(ulong seed, int depth, long choices) => new($"pct(depth {depth}, {choices} choices, seed {seed})", seed, () => new ByPriority(depth, choices));

    public IPiece Next()
    {
        var piece = new Piece(newStrategy(), seed, next, Schedules);
        next += Schedules;
        return piece;
    }

    private sealed class Uniformly : ISeeded
    {
        private readonly RandomStrategy strategy = new(0);

        public IStrategy For(ulong seed)
        {
            strategy.Seed = seed;
            return strategy;
        }
    }

    private sealed class ByPriority(int depth, long choices) : ISeeded
    {
        private readonly PctStrategy strategy = new(depth, choices);

        public IStrategy For(ulong seed)
        {
            strategy.Seed = seed;
            return strategy;
        }
    }

    private sealed class Piece(ISeeded strategy, ulong seed, long first, int schedules) : IPiece
    {
        private int done;

        public IStrategy? NextSchedule() => done == schedules ? null : strategy.For(TraceDigest.Join(seed, unchecked((ulong)(first + done++))));
    }
}
