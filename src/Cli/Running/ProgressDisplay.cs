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
        ProgressKind.Lines => Lines(console, now => Describe(now, int.MaxValue), work),
        _ => work(null),
    };

    /// <summary>Gives the cursor back when the program ends while a bar is shown.</summary>
    public static void Abandon(ProgressKind kind)
    {
        if (kind == ProgressKind.Bar)
            Console.Error.Write("\u001b[?25h\n");
    }

    /// <summary>One line, however narrow the terminal is: the bar takes a part of it, and the words are as many as there is room for.</summary>
    private static T Bar<T>(IAnsiConsole console, Func<Action<RunProgress>?, T> work)
    {
        const int SpinnerAndPercent = 10;
        var width = Math.Clamp(console.Profile.Width / 4, 4, 40);
        var room = console.Profile.Width - width - SpinnerAndPercent;
        var bar = new ProgressBarColumn { Width = width };
        var progress = console.Progress().AutoClear(true).Columns(new SpinnerColumn(), bar, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
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
                task.Description = Markup.Escape(Describe(now, room));
            });
        });
    }

    /// <summary>A line now and then.</summary>
    public static T Lines<T, TProgress>(IAnsiConsole console, Func<TProgress, string> describe, Func<Action<TProgress>?, T> work)
    {
        var clock = Stopwatch.StartNew();
        return work(now =>
        {
            if (clock.Elapsed < BetweenLines)
                return;
            clock.Restart();
            console.WriteLine(describe(now));
        });
    }

    private static string Describe(RunProgress now, int room)
    {
        // What is shown depends on the room alone: words that come and go with the length of a number would flicker.
        var text = $"{Count(now.Completed)} of {Count(now.Total)}";
        if (room >= 35)
            text += " requests";
        if (room >= 63)
            text += $", {now.VirtualTime} of virtual time";
        return room >= 86 ? $"{text}, {Rate(now.Steps)} messages" : text;
    }
}

/// <summary>Where progress is shown.</summary>
internal enum ProgressKind
{
    None,
    Lines,
    Bar,
}
