using Spectre.Console;

namespace DmaActors.Cli.Output;

/// <summary>Consoles that do to a file or pipe nothing that they do to a terminal: no colours, no cursor, no line breaks of their own.</summary>
internal static class Consoles
{
    private const int NoWidth = 100_000;

    public static IAnsiConsole For(TextWriter writer, bool isRedirected, bool colours)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || !colours ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (isRedirected)
            console.Profile.Width = NoWidth;
        return console;
    }
}
