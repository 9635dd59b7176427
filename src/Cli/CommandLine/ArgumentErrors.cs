using System.CommandLine;
using System.CommandLine.Parsing;
using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.CommandLine;

/// <summary>What is wrong with a command line, in the form in which all input errors are told.</summary>
internal static class ArgumentErrors
{
    // A parser of ours has only one string for its error: what is wrong, and behind this what would be right.
    private const char Separator = '\u001F';

    private const string NoValueExpected = "`dmasim COMMAND --help` shows what a command takes";

    /// <summary>The text of an error that a parser or validator adds.</summary>
    public static string Text(string message, string expected) => message + Separator + expected;

    /// <summary>All errors of a command line; none if it can be executed.</summary>
    public static IReadOnlyList<InputError> Of(ParseResult result, IReadOnlyList<string> arguments)
    {
        var swallowed = Swallowed(result, arguments).ToList();
        var errors = swallowed.Select(token => Unknown(result, token)).Concat(WithoutValue(result)).ToList();
        if (result.Errors.Count == 0 && errors.Count == 0)
            return [];
        // Behind an option that was taken for an argument, its value is one argument too many: that is no error of its own.
        if (swallowed.Count == 0)
            errors.AddRange(result.UnmatchedTokens.Select(token => Unknown(result, token)));
        foreach (var error in result.Errors)
        {
            if (error.SymbolResult is not CommandResult)
                errors.Add(Told(error));
            else if (errors.Count == 0)
                errors.Add(Incomplete(result));
        }

        return errors;
    }

    /// <summary>Arguments that were meant to be options: the parser takes what it does not know for an argument wherever there is room for one.</summary>
    private static IEnumerable<string> Swallowed(ParseResult result, IReadOnlyList<string> arguments)
    {
        var options = arguments.TakeWhile(argument => argument != "--").ToHashSet(StringComparer.Ordinal);
        return result.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Where(token => token.Length > 1 && token[0] == '-' && options.Contains(token));
    }

    /// <summary>Options whose value is the name of another option: the parser takes it for a value all the same.</summary>
    private static IEnumerable<InputError> WithoutValue(ParseResult result)
    {
        var names = OptionsOf(result).Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        return OptionsOf(result)
            .Where(option => result.GetResult(option) is { } given && given.Tokens.Any(token => names.Contains(token.Value)))
            .Select(option => new InputError("", 0, 0, option.Name, "has no value", Shown(option)));
    }

    private static InputError Incomplete(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return command.Subcommands.Count > 0
            ? new InputError("", 0, 0, "", "there is no command", $"one of {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}; `dmasim --help` says more")
            : new InputError("", 0, 0, command.Arguments[^1].Name, "is missing", $"`dmasim {command.Name} --help` shows what it takes");
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
        if (error.SymbolResult is OptionResult { Tokens.Count: 0 } empty)
            return new InputError("", 0, 0, key, empty.Implicit ? "is missing" : "has no value", Shown(empty.Option));
        if (error.SymbolResult is OptionResult { IdentifierTokenCount: > 1 } repeated)
            return new InputError("", 0, 0, key, $"is given {repeated.IdentifierTokenCount} times", $"{key} {repeated.Option.HelpName} once");
        if (error.SymbolResult is ArgumentResult { Tokens.Count: 0 })
            return new InputError("", 0, 0, key, key.StartsWith('-') ? "has no value" : "is missing", NoValueExpected);
        return error.Message.Split(Separator) is [var message, var expected]
            ? new InputError("", 0, 0, key, message, expected)
            : new InputError("", 0, 0, key, error.Message.TrimEnd('.'), "`dmasim --help` shows the commands, `dmasim COMMAND --help` their options");
    }

    /// <summary>An option as `--help` has it.</summary>
    private static string Shown(Option option) => $"{option.Name} {option.HelpName}: {option.Description?.TrimEnd('.')}";

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
