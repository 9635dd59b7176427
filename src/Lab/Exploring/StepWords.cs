using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;

namespace DmaActors.Lab.Exploring;

/// <summary>Steps as a sentence of driver writers has them: an answer names the call that it answers, a message to a driver the entry point that it begins.</summary>
/// <param name="diagnosis">The run, and those beside it, in which the steps are.</param>
internal sealed class StepWords(Diagnosis diagnosis)
{
    private const string Enter = "Enter ";

    /// <summary>A step as a clause: <c>the callback of disk1 began</c>.</summary>
    public string Of(NamedStep step) => step.MessageType switch
    {
        "Reply" => Answer(step),
        "RunCallback" => $"the callback of {step.Receiver} ran",
        "Interrupt" => $"the interrupt reached {step.Receiver}",
        "Strategy" => $"{step.Receiver} was given {Member(step, "Buf") ?? "a request"}",
        "Attach" or "Detach" or "Open" or "Close" or "Suspend" or "Resume" => $"the {step.MessageType.ToLowerInvariant()} of {step.Receiver} began",
        "TimeoutDue" => $"the timeout of {step.Receiver} went off",
        "CallbackReturned" => $"{step.Sender} returned {(Member(step, "Value") == "0" ? "RUNOUT" : "DONE")}",
        "EntryPointReturned" => $"{step.Sender} returned",
        "RunList" => "softcall was asked for a pass",
        "EntryTaken" => "softcall had an entry of the list",
        "PutBack" => "the callback was back on its list",
        "IoDone" => $"{step.Sender} completed {Member(step, "Buf") ?? "its request"}",
        "RegisterWrite" => $"a register write of {step.Sender} reached its device",
        "RegisterRead" => $"a register read of {step.Sender} reached its device",
        "Grant" => $"{step.Receiver} moved {Ordinal(step)} part of its data",
        "TransferComplete" => $"{step.Receiver} heard that its transfer was over",
        "LineChanged" => $"the line of {step.Sender} reached the interrupt controller",
        _ when step.MessageType.StartsWith(Enter, StringComparison.Ordinal) => $"{step.Receiver} got the mutex {step.MessageType[Enter.Length..]}",
        _ when step.Sender.Contains('!', StringComparison.Ordinal) => $"the timer {step.Sender} went off",
        _ => $"the {Call(step)} of {step.Sender} reached {step.Receiver}",
    };

    /// <summary>The run in which a step is found: the failing one, or one beside it.</summary>
    private IEnumerable<IReadOnlyList<NamedStep>> Runs => diagnosis.Pairs.Select(pair => pair.Neighbour.Steps).Prepend(diagnosis.Steps);

    /// <summary>The call that a step answers, with how it went: <c>the failed bind of disk1/strategy#1</c>; null: the step is no answer.</summary>
    public string? CallAnswered(NamedStep answer) =>
        answer.MessageType == "Reply" && CallOf(answer) is { } call ? $"the {(HasFailed(answer) ? "failed " : "")}{Call(call)} of {answer.Receiver}" : null;

    private string Answer(NamedStep answer)
    {
        var what = CallOf(answer) is { } call ? $"the answer of {answer.Sender} to the {Call(call)}" : "the answer";
        return Member(answer, "Status") is { } status ? $"{answer.Receiver} got {what} ({status})" : $"{answer.Receiver} got {what}";
    }

    private NamedStep? CallOf(NamedStep answer)
    {
        var run = Runs.FirstOrDefault(steps => steps.Any(step => step.Name == answer.Name)) ?? [];
        return run.TakeWhile(step => step.Name != answer.Name).LastOrDefault(step => step.Sender == answer.Receiver && step.Receiver == answer.Sender);
    }

    private static bool HasFailed(NamedStep answer) => Member(answer, "Status") is not (null or "Success" or "Mapped" or "PartialMap");

    /// <summary><c>Unbind</c> in the words of a sentence.</summary>
    private static string Call(NamedStep step) => string.Concat(step.MessageType.Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string Ordinal(NamedStep step) => step.Name.Ordinal switch
    {
        1 => "the first",
        2 => "the second",
        3 => "the third",
        var other => $"the {other}th",
    };

    /// <summary>A member of a message, from its text; null: it has none of that name.</summary>
    private static string? Member(NamedStep step, string name)
    {
        var key = $" {name} = ";
        var at = step.Message.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = step.Message[(at + key.Length)..];
        var end = rest.IndexOfAny([',', '}']);
        return (end < 0 ? rest : rest[..end]).Trim();
    }
}
