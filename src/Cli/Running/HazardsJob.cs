using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Hazards;
using Spectre.Console;

namespace DmaActors.Cli.Running;

/// <summary>A survey of hazards, up to its answer: the page is written section by section, so that what is known is not lost.</summary>
internal sealed class HazardsJob(Invocation invocation, HazardSurvey survey) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute(IReadOnlyList<Hazard> hazards, string head, string foot)
    {
        var studies = new List<HazardStudy>();
        Write(head);
        try
        {
            supervisor.Watch(() => survey.StepsSoFar, () => survey.CurrentTurn, () => Survey(hazards, studies));
        }
        catch (OperationCanceledException)
        {
            Answer.Diagnostics.WriteLine($"stopped after {studies.Count} of {hazards.Count}.");
        }

        var isWhole = studies.Count == hazards.Count;
        if (isWhole)
            Write(foot);
        Answer.ClaimOrWait();
        if (Answer.IsJson)
            Answer.Write(HazardsDocument.Of(studies, isWhole), Documents.Json.HazardsDocument);
        if (studies.Any(study => !study.IsAsExpected))
            return ExitCode.Broken;
        return isWhole ? ExitCode.Fine : ExitCode.EndedEarly;
    }

    public void Dispose() => supervisor.Dispose();

    private bool Survey(IReadOnlyList<Hazard> hazards, List<HazardStudy> studies)
    {
        foreach (var hazard in hazards)
        {
            if (!invocation.IsQuiet)
                Answer.Diagnostics.WriteLine($"{hazard.Name} ...");
            var study = survey.Of(hazard, supervisor.Token);
            studies.Add(study);
            Write(HazardPage.Section(study));
        }

        return true;
    }

    /// <summary>Markdown as it is: lines are not broken at the width of a terminal.</summary>
    private void Write(string text)
    {
        if (!Answer.IsJson)
            Console.Out.Write(text);
    }
}
