using DmaActors.Exploration.Reduction;

namespace DmaActors.Exploration.Tests.Support;

/// <summary>What an exploration of a model came to.</summary>
internal sealed record Counts(long Classes, long Blocked, int FinalStates, int Bad, IReadOnlySet<ulong> Traces)
{
    /// <summary>Explores a model with dpor.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">Into how many the space is split.</param>
    /// <param name="mayComeTwice">Whether a trace may come more than once.</param>
    public static Counts Reduced(CountedModel model, int parts = 1, bool mayComeTwice = false)
    {
        var traces = new HashSet<ulong>();
        var exploration = new DporExploration(new DporOptions { KeepGoing = true, Parts = parts, WholeUpTo = 0, OnTrace = trace => Assert.True(traces.Add(trace) || mayComeTwice, "a trace came twice") });
        exploration.Work(model, CancellationToken.None);
        var result = exploration.Result;
        Assert.True(result.IsExhaustive);
        if (!mayComeTwice)
            Assert.Equal(result.Classes, traces.Count);
        Assert.Equal(0, result.Unfinished);
        return new Counts(result.Classes, result.Blocked, model.FinalStates.Count, model.Bad, traces);
    }

    /// <summary>Takes every schedule of a model. Classes are the different traces, bad is the number of schedules.</summary>
    /// <returns>Null: there are more schedules than so many.</returns>
    public static Counts? Plain(CountedModel model, int mostSchedules)
    {
        var traces = new HashSet<ulong>();
        var schedules = new EverySchedule(model.World);
        do
        {
            if (schedules.Schedules == mostSchedules)
                return null;
            model.Begin(schedules);
            model.World.Run(model.StepBound);
            traces.Add(schedules.End());
            model.Judge();
        }
        while (schedules.Next());
        return new Counts(traces.Count, 0, model.FinalStates.Count, model.Bad, traces);
    }
}
