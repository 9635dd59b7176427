using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Traces;

namespace DmaActors.Testing;

/// <summary>Why a test of a scenario failed, for whoever reads the test's output.</summary>
public sealed class ScenarioTestException : Exception
{
    internal ScenarioTestException(string message)
        : base(message)
    {
    }

    /// <summary>The violation that was found; null: none was, or the scenario cannot be read.</summary>
    public FoundViolation? Violation { get; private init; }

    internal static ScenarioTestException OfViolation(string text, FoundViolation found, string pagePath)
    {
        var violation = found.Counterexample.Violation;
        var lines = new List<string>
        {
            text,
            $"{violation.Rule}, {violation.Where}, in schedule {found.Counterexample.Schedule}, step {violation.Step} of {found.Counterexample.Steps}: {violation.Text}",
        };
        if (found.Diagnosis is { } diagnosis)
            lines.Add($"Why: {diagnosis.Sentence}");
        if (found.TracePath is { } trace)
            lines.Add($"Replay: {ReplayCommand.Of(Path.GetFullPath(trace), found.Assemblies)}");
        lines.Add($"Report: {pagePath}");
        return new ScenarioTestException(string.Join(Environment.NewLine, lines)) { Violation = found };
    }

    internal static ScenarioTestException OfInput(string scenario, IReadOnlyList<InputError> errors) =>
        new(string.Join(Environment.NewLine, errors.Select(error => error.ToString()).Prepend($"{scenario} cannot be explored:")));
}
