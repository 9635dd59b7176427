using DmaActors.Exploration.Replay;
using DmaActors.Lab.Exploring;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>Why a run fails, for a reader.</summary>
internal sealed class DiagnosisText(IAnsiConsole console)
{
    public void Write(ScenarioDiagnosis diagnosis)
    {
        var (found, minimal) = (diagnosis.Diagnosis, diagnosis.Diagnosis.Minimal);
        Line("why", diagnosis.Sentence);
        foreach (var pair in found.Pairs)
        {
            var without = pair.Neighbour.Other is { } other ? $"{other.Rule} is broken in its place" : "it passes";
            Line("race", $"{Describe(pair.First)}");
            Line("", $"came before {Describe(pair.Second)}; the other way round {without}");
        }

        foreach (var line in diagnosis.Blocked)
            Line("at the end", line);
        var certainty = found.Certainty;
        var tried = $"{Count(certainty.PutOff + certainty.Random, "continuation", "continuations")} tried";
        Line("certain", certainty.Step is { } step ? $"after {Describe(step)} ({tried}, all failed)" : $"from the beginning ({tried}, all failed)");
        if (diagnosis.Rule is { } rule)
            Line("manual", rule.Manual);
        if (diagnosis.Cure is { } cure)
            Line("cure", cure);

        var kept = diagnosis.Kept;
        Line("smallest", $"{Count(minimal.Run.Steps, "step", "steps")}, {Count(minimal.Switches, "switch", "switches")} away from the default order; {Left(kept.Instances.Count, diagnosis.Whole.Instances.Count, "instance")}, {Work(diagnosis)}{diagnosis.Simpler}");
        if (!minimal.IsMinimal)
            Line("", "more could perhaps be left out: the steps that are given to trying were used up");
    }

    private static string Work(ScenarioDiagnosis diagnosis) => diagnosis.Kept.Frames is { } frames
        ? Left(frames, diagnosis.Whole.Frames ?? frames, "frame")
        : Left(diagnosis.Kept.Requests.Count, diagnosis.Whole.Requests.Count, "line") + " of the workload";

    private static string Left(int kept, int whole, string what) => kept == whole ? Count(kept, what, what + "s") : $"{kept} of {Count(whole, what, what + "s")}";

    private static string Describe(NamedStep step) => step.Number == 0 ? $"{step}" : $"step {Count(step.Number)}, {step}";

    private void Line(string label, string text) => console.MarkupLine($"  [grey]{Markup.Escape((label.Length == 0 ? "" : label + ":").PadRight(11))}[/] {Markup.Escape(text)}");
}
