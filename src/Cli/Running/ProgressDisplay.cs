using System.Diagnostics;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Running;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Running;

/// <summary>How far a run is, on standard error: a bar on a terminal, a line now and then in a file, nothing when asked to be quiet.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>A bar only for a terminal, and only where no log writes into it.</summary>
    public static ProgressKind KindFor(Invocation invocation, bool isTalkative)
    {
        if (invocation.IsQuiet)
            return ProgressKind.None;
        return invocation.Answer.Diagnostics.Profile.Capabilities.Interactive && !isTalkative ? ProgressKind.Bar : ProgressKind.Lines;
    }

    /// <summary>Does the work, which tells how far it is, and shows that.</summary>
    public static T Show<T>(IAnsiConsole console, ProgressKind kind, Func<Action<RunProgress>?, T> work) => kind switch
    {
        ProgressKind.Bar => Bar(console, work),
        ProgressKind.Lines => Lines(console, work),
        _ => work(null),
    };

    /// <summary>Gives the cursor back when the program ends while a bar is shown.</summary>
    public static void Abandon(ProgressKind kind)
    {
        if (kind == ProgressKind.Bar)
            Console.Error.Write("\u001b[?25h\n");
    }

    private static T Bar<T>(IAnsiConsole console, Func<Action<RunProgress>?, T> work)
    {
        var progress = console.Progress().AutoClear(true).Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
        return progress.Start(context =>
        {
            var task = context.AddTask("starting", maxValue: 1);
            var clock = Stopwatch.StartNew();
            return work(now =>
            {
                if (clock.Elapsed < BetweenLooks)
                    return;
                clock.Restart();
                task.MaxValue = Math.Max(1, now.Total);
                task.Value = now.Completed;
                task.Description = Markup.Escape(Describe(now));
            });
        });
    }

    private static T Lines<T>(IAnsiConsole console, Func<Action<RunProgress>?, T> work)
    {
        var clock = Stopwatch.StartNew();
        return work(now =>
        {
            if (clock.Elapsed < BetweenLines)
                return;
            clock.Restart();
            console.WriteLine(Describe(now));
        });
    }

    private static string Describe(RunProgress now) => $"{Count(now.Completed)} of {Count(now.Total)} requests, {now.VirtualTime} of virtual time, {Rate(now.Steps)} messages";
}

/// <summary>Where progress is shown.</summary>
internal enum ProgressKind
{
    None,
    Lines,
    Bar,
}
