using System.CommandLine;
using System.CommandLine.Help;
using DmaActors.Cli.Commands;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.CommandLine;

/// <summary>The program: commands, and what surrounds every call.</summary>
internal static class DmaSim
{
    public static int Run(string[] args)
    {
        InterruptSignal.Admit();
        var common = new CommonOptions();
        var root = Root(common);
        var commands = root.Subcommands.Select(command => command.Name).ToList();
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        var result = root.Parse(args, configuration);
        var unread = Invocation.OfUnread(args, commands);
        // What fails on another thread would end the program with a stack trace.
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => Environment.Exit(unread.Answer.Fault((Exception)failure.ExceptionObject, CommonOptions.DefaultOut));
        var errors = ArgumentErrors.Of(result, args);
        return Guard.Run(unread, () => errors.Count > 0
            ? unread.Answer.Refuse(errors)
            : result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }));
    }

    private static RootCommand Root(CommonOptions common)
    {
        var root = new RootCommand("dmasim: puts device drivers that are written against the Solaris DDI/DKI DMA interface through their paces, on simulated hardware.")
        {
            new RunCommand(common),
            new ExploreCommand(common),
            new HazardsCommand(common),
            new VerifyCommand(common),
            new ReplayCommand(common),
            new ExplainCommand(common),
            new ExportCommand(common),
            new ListCommand(common),
            new BenchCommand(common),
            new NewCommand(common),
        };
        common.AddTo(root);
        foreach (var option in root.Options.OfType<VersionOption>())
            option.Action = new ShowVersion();
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new ShowFittingHelp((HelpAction)option.Action!);
        return root;
    }
}
