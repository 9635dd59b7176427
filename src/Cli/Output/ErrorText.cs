using DmaActors.Lab.Inputs;
using Spectre.Console;

namespace DmaActors.Cli.Output;

/// <summary>Input errors as text: a place that editors can jump to, what is wrong, and below it what would be right.</summary>
internal static class ErrorText
{
    public static void Write(IAnsiConsole console, IReadOnlyList<InputError> errors, string consequence = "nothing was run.")
    {
        foreach (var error in errors)
        {
            console.MarkupLine($"{Markup.Escape(Place(error))}[red]error:[/] {Markup.Escape(Message(error))}");
            if (error.Expected.Length > 0)
                console.MarkupLine($"    [green]right:[/] {Markup.Escape(error.Expected)}");
        }

        console.MarkupLine($"{Quantities.Count(errors.Count, "error", "errors")}: {consequence}");
    }

    private static string Message(InputError error) => error.Key.Length == 0 ? error.Message : $"{error.Key}: {error.Message}";

    private static string Place(InputError error) => error switch
    {
        { File.Length: 0 } => "",
        { Line: 0 } => $"{error.File}: ",
        { Column: 0 } => $"{error.File}:{error.Line}: ",
        _ => $"{error.File}:{error.Line}:{error.Column}: ",
    };
}
