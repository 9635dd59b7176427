using DmaActors.Exploration.Campaigns;

namespace DmaActors.Exploration.Reduction;

/// <summary>What was found in one part of the space.</summary>
internal sealed class PartResult
{
    public bool IsWhole { get; set; }

    public long Classes { get; set; }

    public long Blocked { get; set; }

    public long Unfinished { get; set; }

    public long Steps { get; set; }

    /// <summary>The first of each kind; schedules are counted within the part.</summary>
    public List<Counterexample> Violations { get; } = [];

    public long Schedules => Classes + Blocked + Unfinished;

    public void Add(Counterexample found)
    {
        if (Violations.TrueForAll(known => !IsSame(known.Violation, found.Violation)))
            Violations.Add(found);
    }

    /// <summary>Adds what a later part has found.</summary>
    public void Add(PartResult later)
    {
        foreach (var found in later.Violations)
            Add(found with { Schedule = Schedules + found.Schedule });
        IsWhole &= later.IsWhole;
        Classes += later.Classes;
        Blocked += later.Blocked;
        Unfinished += later.Unfinished;
        Steps += later.Steps;
    }

    private static bool IsSame(Violation left, Violation right) => left.Kind == right.Kind && left.Rule == right.Rule && left.Where == right.Where;
}
