using System.CommandLine;
using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.CommandLine;

/// <summary>A command of dmasim.</summary>
internal abstract class DmaSimCommand : Command
{
    private readonly CommonOptions common;

    protected DmaSimCommand(string name, string description, CommonOptions common)
        : base(name, description)
    {
        this.common = common;
        SetAction(Run);
    }

    protected CommonOptions Common => common;

    /// <summary>Common options with which this command can do nothing, each with the sentence that says so.</summary>
    protected internal virtual IReadOnlyList<(Option Option, string Why)> Unfit => [];

    /// <summary>Does the work and answers; the exit code.</summary>
    protected abstract int Execute(ParseResult arguments, Invocation invocation);

    private int Run(ParseResult arguments)
    {
        var invocation = Invocation.Of(arguments, common, Name);
        var errors = Unfit
            .Where(unfit => arguments.GetResult(unfit.Option) is { Implicit: false })
            .Select(unfit => new InputError("", 0, 0, unfit.Option.Name, unfit.Why, "the command without it"))
            .ToList();
        return errors.Count > 0 ? invocation.Answer.Refuse(errors) : Guard.Run(invocation, () => Execute(arguments, invocation));
    }
}
