namespace DmaActors.Simulation;

/// <summary>Every enabled step and every value equally likely. Equal seeds give equal runs.</summary>
public sealed class RandomStrategy(ulong seed) : IBlindStrategy
{
    private Xoshiro random = new(seed);

    public string Description => $"random(seed {Seed})";

    /// <summary>The seed of the next run.</summary>
    public ulong Seed { get; set; } = seed;

    public void Begin() => random = new Xoshiro(Seed);

    public int NextStep(ReadOnlySpan<StepId> enabled) => NextStep(enabled.Length);

    public int NextStep(int enabled) => random.Below(enabled);

    public int NextValue(ChoicePoint point, int options, int defaultOption) => random.Below(options);
}
