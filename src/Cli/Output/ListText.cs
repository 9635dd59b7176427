using Spectre.Console;

namespace DmaActors.Cli.Output;

/// <summary>Lists as aligned columns.</summary>
internal static class ListText
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ListItem> items, bool withHeadings)
    {
        if (items.Count == 0)
        {
            console.MarkupLine("There are none.");
            return;
        }

        var widest = items.Max(item => item.Id.Length);
        var titles = items.Max(item => item.Manual is null ? 0 : item.Title.Length);
        var before = "";
        foreach (var item in items)
        {
            if (withHeadings && item.Kind != before)
                console.MarkupLine($"{(before.Length == 0 ? "" : "\n")}[bold]{Heading(item.Kind)}[/]");
            before = item.Kind;
            var manual = item.Manual is null ? "" : $"  [grey]{Markup.Escape(item.Manual)}[/]";
            console.MarkupLine($"  [green]{Markup.Escape(item.Id.PadRight(widest))}[/]  {Markup.Escape(manual.Length == 0 ? item.Title : item.Title.PadRight(titles))}{manual}");
        }
    }

    private static string Heading(string kind) => kind == "strategy" ? "strategies" : kind + "s";
}
