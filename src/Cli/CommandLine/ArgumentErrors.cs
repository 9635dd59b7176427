using System.CommandLine;
using System.CommandLine.Parsing;
using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.CommandLine;

/// <summary>What is wrong with a command line, in the form in which all input errors are told.</summary>
internal static class ArgumentErrors
{
    // A parser of ours has only one string for its error: what is wrong, and behind this what would be right.
    private const char Separator = '\u001F';

    /// <summary>The text of an error that a parser or validator adds.</summary>
    public static string Text(string message, string expected) => message + Separator + expected;

    /// <summary>All errors of a command line, in the order of their symbols.</summary>
    public static IReadOnlyList<InputError> Of(ParseResult result)
    {
        var errors = new List<InputError>();
        foreach (var token in result.UnmatchedTokens)
            errors.Add(Unknown(result, token));
        foreach (var error in result.Errors)
        {
            if (result.UnmatchedTokens.Any(token => error.SymbolResult is CommandResult && error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
                continue;
            errors.Add(Told(error));
        }

        return errors;
    }

    private static InputError Told(ParseError error)
    {
        var key = error.SymbolResult switch
        {
            OptionResult option => option.Option.Name,
            ArgumentResult { Parent: OptionResult option } => option.Option.Name,
            ArgumentResult argument => argument.Argument.Name,
            _ => "",
        };
        return error.Message.Split(Separator) is [var message, var expected]
            ? new InputError("", 0, 0, key, message, expected)
            : new InputError("", 0, 0, key, error.Message.TrimEnd('.'), "`dmasim --help` shows the commands, `dmasim COMMAND --help` their options");
    }

    private static InputError Unknown(ParseResult result, string token)
    {
        var command = result.CommandResult.Command;
        if (token.StartsWith('-'))
        {
            var names = OptionsOf(result).Select(option => option.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            var near = Nearest(token, names);
            return new InputError("", 0, 0, token, "there is no such option", near is null ? $"one of {string.Join(", ", names)}" : $"did you mean {near}?");
        }

        if (command.Subcommands.Count == 0)
            return new InputError("", 0, 0, "", $"there is one argument too many: '{token}'", $"`dmasim {command.Name} --help` shows what it takes");
        var commands = command.Subcommands.Select(sub => sub.Name).ToList();
        var meant = Nearest(token, commands);
        return new InputError("", 0, 0, "", $"there is no command '{token}'", (meant is null ? "" : $"did you mean {meant}? ") + $"one of {string.Join(", ", commands)}");
    }

    private static IEnumerable<Option> OptionsOf(ParseResult result)
    {
        for (SymbolResult? symbol = result.CommandResult; symbol is not null; symbol = symbol.Parent)
        {
            if (symbol is not CommandResult command)
                continue;
            foreach (var option in command.Command.Options)
                yield return option;
        }
    }

    /// <summary>The name with which a text shares the most, if it is much.</summary>
    private static string? Nearest(string text, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Distance: Distance(text, name)))
            .Where(pair => pair.Distance <= Math.Max(1, pair.Name.Length / 3))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
