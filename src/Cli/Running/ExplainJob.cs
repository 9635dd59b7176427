using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Reports;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>An explanation, from its trace up to its answer.</summary>
internal sealed class ExplainJob(Invocation invocation, string trace) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute()
    {
        if (ReportFile.Check(invocation.ReportPath) is { } unwritable)
            return Answer.Refuse([unwritable]);
        if (Workbench.Open(invocation.Assemblies, invocation.AllowNondeterminism, out var errors) is not { } workbench)
            return Answer.Refuse(errors);
        using var session = ExplainSession.Prepare(trace, workbench.Catalog, ScenarioFiles.Locate(), out errors);
        if (session is null)
            return Answer.Refuse(TraceErrors.WithHint(errors, trace, invocation));
        supervisor.Scenario = session.Scenario;
        ExplainReport report;
        try
        {
            report = supervisor.Watch(() => session.StepsSoFar, () => session.CurrentTurn, () => session.Execute(supervisor.Token));
        }
        catch (NondeterminismException exception)
        {
            return Answer.Refuse([NondeterminismError.Of(exception, session.Scenario, "it has no explanation")]);
        }

        Answer.ClaimOrWait();
        var page = invocation.ReportPath;
        if (page is not null)
            ReportFile.Write(page, ExplainPage.Of(report, trace, invocation.Assemblies) with { Scenario = Quantities.Path(report.Scenario) });
        if (Answer.IsJson)
            Answer.Write(ExplainDocument.Of(report, trace) with { Report = page }, Documents.Json.ExplainDocument);
        else
            ExplainText.Write(Answer.Text, report, trace, page);
        return ExplainDocument.ExitCodeOf(report);
    }

    public void Dispose() => supervisor.Dispose();
}
