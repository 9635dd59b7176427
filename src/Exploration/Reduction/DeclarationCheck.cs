using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>
/// Puts the footprints of a model to the test. In the states of random runs every two enabled steps whose footprints do not conflict are taken in both orders: each must leave the other
/// enabled, and from there on both runs must be the same, message by message. That is what a reduced exploration believes of them.
/// </summary>
public sealed class DeclarationCheck(IModel model)
{
    private readonly World world = model.World;
    private readonly Footprint footprint = new();

    /// <summary>Pairs of steps that were taken in both orders.</summary>
    public long Pairs { get; private set; }

    /// <summary>Checks the states of one random run.</summary>
    /// <returns>What is wrong, in words; null: nothing was found.</returns>
    public string? CheckRun(ulong seed)
    {
        var taken = new List<ulong>();
        var random = new Xoshiro(seed);
        while (true)
        {
            var state = new Look(world, taken);
            Run(state);
            if (state.Enabled.Count == 0)
                return null;
            for (var i = 0; i < state.Enabled.Count; i++)
            {
                for (var j = i + 1; j < state.Enabled.Count; j++)
                {
                    if (CheckPair(taken, state.Enabled[i], state.Enabled[j]) is { } wrong)
                        return wrong;
                }
            }

            taken.Add(state.Enabled[random.Below(state.Enabled.Count)].Channel);
        }
    }

    private string? CheckPair(List<ulong> taken, EnabledStep one, EnabledStep other)
    {
        var first = Follow(taken, one, other);
        var second = Follow(taken, other, one);
        if (first.DependsOn(second))
            return null;
        Pairs++;
        var what = $"after {taken.Count} steps: {one.Name} and {other.Name} are declared independent";
        if (!first.TookBoth || !second.TookBoth)
            return $"{what}, but one of them is gone when the other has been taken";
        for (var step = 0; step < Math.Max(first.Names.Count, second.Names.Count); step++)
        {
            var (left, right) = (At(first.Names, step), At(second.Names, step));
            if (left != right || first.Digests[step] != second.Digests[step])
                return $"{what}, but {step + 1} steps later the run goes on with {left}, or with {right}, as one or the other came first";
        }

        return null;
    }

    private static string At(List<string> names, int index) => index < names.Count ? names[index] : "nothing";

    private Continuation Follow(List<ulong> taken, EnabledStep one, EnabledStep other)
    {
        var run = new Continuation(world, footprint, taken, one.Channel, other.Channel);
        Run(run);
        run.Close();
        return run;
    }

    private void Run(IStrategy strategy)
    {
        world.Footprint = null;
        model.Begin(strategy);
        world.Run(model.StepBound);
    }

    private readonly record struct EnabledStep(ulong Channel, string Name);

    /// <summary>Takes the steps of a run again and looks what is enabled then.</summary>
    private class Look(World world, List<ulong> taken) : IStepwiseStrategy
    {
        protected int Position { get; private set; }

        public List<EnabledStep> Enabled { get; } = [];

        public string Description => "check of footprints";

        protected World World { get; } = world;

        public void Begin() => Position = 0;

        public int NextStep(ReadOnlySpan<StepId> enabled)
        {
            var chosen = Position < taken.Count ? IndexOf(enabled, taken[Position]) : GoOn(enabled);
            Position++;
            return chosen;
        }

        public int NextValue(ChoicePoint point, int options, int defaultOption) => defaultOption;

        protected virtual int GoOn(ReadOnlySpan<StepId> enabled)
        {
            foreach (var step in enabled)
                Enabled.Add(new EnabledStep(step.ChannelDigest, step.ToString()));
            return IStepwiseStrategy.Abandon;
        }

        protected static int IndexOf(ReadOnlySpan<StepId> enabled, ulong channel)
        {
            for (var i = 0; i < enabled.Length; i++)
            {
                if (enabled[i].ChannelDigest == channel)
                    return i;
            }

            return IStepwiseStrategy.Abandon;
        }
    }

    /// <summary>Takes two more steps, and then always the one whose channel comes first by name: an order that does not know which was sent first.</summary>
    private sealed class Continuation(World world, Footprint footprint, List<ulong> taken, ulong first, ulong second) : Look(world, taken)
    {
        private readonly int before = taken.Count;
        private readonly Access[][] footprints = [[], []];
        private int closed;

        /// <summary>What came after the two.</summary>
        public List<string> Names { get; } = [];

        public List<ulong> Digests { get; } = [];

        public bool TookBoth => closed == 2;

        /// <summary>The first step of each of two runs depends on the other's.</summary>
        public bool DependsOn(Continuation other)
        {
            foreach (var access in footprints[0])
            {
                if (Array.Exists(other.footprints[0], touched => access.ConflictsWith(touched)))
                    return true;
            }

            return false;
        }

        /// <summary>The step that is under way has ended.</summary>
        public void Close()
        {
            if (World.Footprint is null)
                return;
            World.Footprint = null;
            footprints[closed++] = footprint.Accesses.ToArray();
        }

        protected override int GoOn(ReadOnlySpan<StepId> enabled)
        {
            Close();
            return (Position - before) switch
            {
                0 => Take(enabled, first),
                1 => Take(enabled, second),
                _ => TakeFirstByName(enabled),
            };
        }

        private int Take(ReadOnlySpan<StepId> enabled, ulong channel)
        {
            var chosen = IndexOf(enabled, channel);
            if (chosen < 0)
                return chosen;
            footprint.Clear();
            enabled[chosen].DeclareFootprint(footprint);
            World.Footprint = footprint;
            return chosen;
        }

        private int TakeFirstByName(ReadOnlySpan<StepId> enabled)
        {
            var chosen = 0;
            for (var i = 1; i < enabled.Length; i++)
            {
                if (enabled[i].ChannelDigest < enabled[chosen].ChannelDigest)
                    chosen = i;
            }

            var digest = new TraceDigest(enabled[chosen].ChannelDigest);
            enabled[chosen].Message.Digest(ref digest);
            Names.Add(enabled[chosen].ToString());
            Digests.Add(digest.Value);
            return chosen;
        }
    }
}
