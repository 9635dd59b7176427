using DmaActors.Exploration.Campaigns;

namespace DmaActors.Exploration.Reduction;

/// <summary>What was found in one part of the space.</summary>
internal sealed class PartResult
{
    public bool IsWhole { get; set; }

    /// <summary>Nothing is left to do in it: its last run was taken, or the violation found that ends an exploration.</summary>
    public bool IsDone { get; set; }

    public long Classes { get; set; }

    public long Blocked { get; set; }

    public long Unfinished { get; set; }

    public long Steps { get; set; }

    /// <summary>Which steps raced.</summary>
    public RaceTally Races { get; } = new();

    /// <summary>The first of each kind; schedules are counted within the part.</summary>
    public List<Counterexample> Violations { get; } = [];

    public long Schedules => Classes + Blocked + Unfinished;

    /// <summary>What an earlier exploration has found in it.</summary>
    public static PartResult Of(DonePart done)
    {
        var result = new PartResult { IsDone = true, IsWhole = done.Unfinished == 0, Classes = done.Classes, Blocked = done.Blocked, Unfinished = done.Unfinished, Steps = done.Steps };
        result.Violations.AddRange(done.Violations);
        result.Races.Add(done.Races);
        return result;
    }

    public DonePart ToDone(int part) => new(part, Classes, Blocked, Unfinished, Steps, [.. Violations], Races.Counts);

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
        Races.Add(later.Races.Counts);
    }

    private static bool IsSame(Violation left, Violation right) => left.Kind == right.Kind && left.Rule == right.Rule && left.Where == right.Where;
}
