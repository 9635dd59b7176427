using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DmaActors.Cli.CommandLine;

/// <summary><c>--help</c> of a command, without the common options that it would refuse.</summary>
internal sealed class ShowFittingHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is DmaSimCommand command)
        {
            foreach (var (option, _) in command.Unfit)
                option.Hidden = true;
        }

        return help.Invoke(parseResult);
    }
}
