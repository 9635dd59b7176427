using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Reports.Exports;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Traces;

namespace DmaActors.Cli.Running;

/// <summary>An export, from its trace up to the file. The trace is replayed: only a run knows in which step a message was sent.</summary>
internal sealed class ExportJob(Invocation invocation, string trace, ExportFormat format) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute()
    {
        if (Answer.IsJson && invocation.Out is null)
            return Answer.Refuse([new InputError("", 0, 0, "--json", "what is exported would stand on standard output beside the answer", "--out FILE with it")]);
        if (Workbench.Open(invocation.Assemblies, invocation.AllowNondeterminism, out var errors) is not { } workbench)
            return Answer.Refuse(errors);
        using var session = ReplaySession.Prepare(trace, workbench.Catalog, ScenarioFiles.Locate(), null, out errors);
        if (session is null)
            return Answer.Refuse(TraceErrors.WithHint(errors, trace, invocation));
        supervisor.Scenario = session.Scenario;
        supervisor.Progress = ProgressDisplay.KindFor(invocation, isTalkative: false);
        ReplayReport? report = null;
        supervisor.Watch(
            () => session.StepsSoFar,
            () => session.CurrentTurn,
            () => ProgressDisplay.Show(Answer.Diagnostics, supervisor.Progress, tell =>
            {
                report = session.Execute(new ReplayOptions { Remembered = int.MaxValue }, tell, supervisor.Token);
                return report.Run;
            }));
        Answer.ClaimOrWait();
        return Tell(report!, session);
    }

    public void Dispose() => supervisor.Dispose();

    private int Tell(ReplayReport report, ReplaySession session)
    {
        if (report is not { Ok: true, Run: { WasCancelled: false } run, History: { } history })
        {
            if (Answer.IsJson)
                Answer.Write(ReplayDocument.Of(report, session, new ReplayRequest(trace, RuntimeKind.World, null, null, []), []), Documents.Json.ReplayDocument);
            else
                ReplayText.Write(Answer.Diagnostics, report, session, new ReplayRequest(trace, RuntimeKind.World, null, null, []), []);
            return report.Ok ? ExitCode.EndedEarly : ExitCode.Broken;
        }

        var exported = new ExportedRun(session.Scenario, run.Seed, Verdicts.Name(run.Verdict), run.TraceHash, history, [.. FindingsOf(run)]);
        var code = invocation.Out is { } path ? WriteFile(exported, path, session.IsCutShort) : WriteOutput(exported);
        if (code != ExitCode.Fine || !session.IsCutShort)
            return code;

        // Not beside the export, which may stand on standard output.
        if (!Answer.IsJson)
            ExportText.WriteCutShort(Answer.Diagnostics, exported);
        return ExitCode.EndedEarly;
    }

    private static IEnumerable<ExportedFinding> FindingsOf(RunReport run)
    {
        foreach (var finding in run.Findings)
            yield return new ExportedFinding(finding.Rule.Id, Math.Clamp(finding.Step, 1, Math.Max(1, run.Messages)), finding.Text);
        if (run.Panic is { } panic)
            yield return new ExportedFinding("panic", run.Messages, panic);
        if (run.Verdict == Verdict.Deadlock)
            yield return new ExportedFinding("deadlock", run.Messages, string.Join("; ", run.Blocked));
    }

    private int WriteOutput(ExportedRun exported)
    {
        using var output = Console.OpenStandardOutput();
        exported.Write(format, output);
        return ExitCode.Fine;
    }

    /// <summary>Of a directory: a file in it that is called as the trace is.</summary>
    private int WriteFile(ExportedRun exported, string path, bool isCutShort)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Path.GetFileNameWithoutExtension(trace) + ExportedRun.ExtensionOf(format)) : path;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory)
                Directory.CreateDirectory(directory);
            using var stream = File.Create(file);
            exported.Write(format, stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(InputError.OfFile(file, "--out", $"it cannot be written: {exception.Message}", "the path of a file that you may write"));
        }

        if (Answer.IsJson)
            Answer.Write(ExportDocument.Of(exported, format, file, isCutShort), Documents.Json.ExportDocument);
        else if (!invocation.IsQuiet)
            ExportText.Write(Answer.Text, exported, format, file);
        return ExitCode.Fine;
    }

    /// <summary>The right to answer has been claimed already.</summary>
    private int Refuse(InputError error)
    {
        ErrorText.Write(Answer.Diagnostics, [error]);
        if (Answer.IsJson)
            Answer.Write(new ErrorDocument { Ok = false, Errors = ErrorItem.Of([error]) }, Documents.Json.ErrorDocument);
        return ExitCode.BadInput;
    }
}
