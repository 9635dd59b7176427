using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>Puts the classes that a reduced exploration has found to the test: any schedule, chosen at random, must be of one of them.</summary>
public sealed class ClassCheck(IModel model)
{
    private readonly RandomSchedule schedule = new(model.World);
    private readonly HashSet<ulong> traces = [];

    /// <summary>Explores all classes.</summary>
    /// <returns>How many there are; null: not all could be explored.</returns>
    public long? ExploreAll()
    {
        var exploration = new DporExploration(new DporOptions { KeepGoing = true, OnTrace = trace => traces.Add(trace) });
        exploration.Work(model, CancellationToken.None);
        return exploration.Result.IsExhaustive ? exploration.Result.Classes : null;
    }

    /// <summary>Runs one schedule.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="trace">Equal for all of its class.</param>
    /// <returns>Whether its class is known.</returns>
    public bool IsKnown(ulong seed, out ulong trace)
    {
        schedule.Seed(seed);
        model.Begin(schedule);
        model.World.Run(model.StepBound);
        trace = schedule.End();
        return traces.Contains(trace);
    }

    /// <summary>For a while one channel goes before another, whatever stands in them; then it is drawn anew. So messages are late, as they seldom are where each step is drawn by itself.</summary>
    private sealed class RandomSchedule(World world) : TracedSchedule(world)
    {
        private const int LongestWhile = 200;

        private Xoshiro random;
        private ulong preference;
        private int left;

        public override string Description => "random, with its trace";

        public void Seed(ulong seed) => (random, left) = (new Xoshiro(seed), 0);

        protected override int Choose(ReadOnlySpan<StepId> enabled)
        {
            if (left-- == 0)
            {
                preference = random.Next();
                left = random.Below(LongestWhile);
            }

            var chosen = 0;
            for (var i = 1; i < enabled.Length; i++)
            {
                if (Rank(enabled[i]) < Rank(enabled[chosen]))
                    chosen = i;
            }

            return chosen;
        }

        private ulong Rank(StepId step) => TraceDigest.Join(preference, step.ChannelDigest);

        protected override int Answer(int options) => random.Below(options);
    }
}
