using DmaActors.Exploration.Strategies;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Campaigns;

/// <summary>
/// Every run in which at most so many messages are put off until nothing else can happen: first one message, then two, up to the bound. One by one it finds most lost wake-ups
/// within as many runs as a run has steps.
/// </summary>
public sealed class PostponeSearch : ISearch
{
    private readonly int bound;
    private readonly int choices;
    private int messages = 1;
    private int first;

    /// <param name="bound">The most messages put off in one run, 1 or more.</param>
    /// <param name="choices">Choices of the run in default order, at which a first message can be put off.</param>
    public PostponeSearch(int bound, int choices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        this.bound = bound;
        this.choices = choices;
    }

    public string Description => $"postpone(at most {bound} message{(bound == 1 ? "" : "s")})";

    public bool CoversItsSpace => true;

    public IPiece? Next()
    {
        if (first == choices)
        {
            messages++;
            first = 0;
        }

        return messages > bound || choices == 0 ? null : new Piece(messages, first++);
    }

    /// <summary>All runs with so many messages put off, the first of them at one choice: the positions of the others count up like the digits of a number.</summary>
    private sealed class Piece : IPiece
    {
        private readonly PostponeStrategy strategy = new();
        private readonly int[] positions;
        private bool hasBegun;

        public Piece(int messages, int first)
        {
            positions = new int[messages];
            Array.Fill(positions, first);
        }

        public IStrategy? NextSchedule()
        {
            if (hasBegun && !Advance())
                return null;
            hasBegun = true;
            strategy.Positions = positions;
            return strategy;
        }

        /// <summary>The run before had so many choices: a last message can be put off at any of them.</summary>
        private bool Advance()
        {
            for (var digit = positions.Length - 1; digit > 0; digit--)
            {
                positions[digit]++;
                positions.AsSpan(digit + 1).Fill(positions[digit]);
                if (positions[digit] < strategy.Choices)
                    return true;
            }

            return false;
        }
    }
}
