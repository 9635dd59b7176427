using System.CommandLine;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Verification;
using Spectre.Console;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim verify</c>: are our cookies, windows and callback lists those of the reference?</summary>
internal sealed class VerifyCommand : DmaSimCommand
{
    private const int Shown = 10;

    private readonly Argument<string[]> files = new("VECTORS")
    {
        Description = "Files of conformance vectors: one JSON object a line, a bind or a callback script.",
        Arity = ArgumentArity.OneOrMore,
    };

    public VerifyCommand(CommonOptions common)
        : base("verify", "Runs conformance vectors: binds and callback scripts with the results of the reference.", common) => Arguments.Add(files);

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Trace, "vectors are computed, not run: there is no trace"),
        (Common.Assembly, "vectors need no drivers and no devices"),
        (Common.Report, "vectors are computed, not run: there is nothing to draw"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        var reports = arguments.GetRequiredValue(files).Select(file => (File: file, Report: VectorFile.Verify(file))).ToList();
        var cases = reports.Sum(item => (long)item.Report.Cases);
        var mismatches = reports.Sum(item => (long)item.Report.Mismatches);
        var first = reports.SelectMany(item => item.Report.First.Select(m => new MismatchItem(item.File, m.Line, m.Id, m.Expected, m.Found))).Take(Shown).ToList();
        var errors = reports.SelectMany(item => item.Report.Errors.Select(e => new InputError(item.File, e.Line, e.Column, e.Key, e.Message, e.Expected))).ToList();
        var answer = invocation.Answer;
        answer.ClaimOrWait();
        if (answer.IsJson)
        {
            var document = new VerifyDocument
            {
                Seed = invocation.SeedText,
                Ok = mismatches == 0 && errors.Count == 0,
                Verdict = errors.Count > 0 ? null : mismatches == 0 ? "passed" : "failed",
                Cases = cases,
                Mismatches = mismatches,
                First = first,
                Errors = errors.Count == 0 ? null : ErrorItem.Of(errors),
            };
            answer.Write(document, Documents.Json.VerifyDocument);
        }
        else if (!invocation.IsQuiet || mismatches > 0)
        {
            Tell(answer.Text, cases, mismatches, first);
        }

        if (errors.Count > 0)
            ErrorText.Write(answer.Diagnostics, errors, "lines with errors were not run.");
        if (mismatches > 0)
            return ExitCode.Broken;
        return errors.Count > 0 ? ExitCode.BadInput : ExitCode.Fine;
    }

    private static void Tell(IAnsiConsole console, long cases, long mismatches, List<MismatchItem> first)
    {
        foreach (var item in first)
        {
            console.MarkupLine(Markup.Escape($"{item.File}:{item.Line}: {item.Id}"));
            console.MarkupLine(Markup.Escape($"    expected: {item.Expected}"));
            console.MarkupLine(Markup.Escape($"    found:    {item.Found}"));
        }

        if (mismatches > first.Count)
            console.MarkupLine($"... and {Quantities.Count(mismatches - first.Count)} more.");
        var ran = Quantities.Count(cases, "case", "cases");
        console.MarkupLine(mismatches == 0 ? $"[green bold]OK[/]: {ran}, all as in the reference." : $"[red bold]FAILED[/]: {ran}, {Quantities.Count(mismatches, "mismatch", "mismatches")}.");
    }
}
