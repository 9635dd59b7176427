using System.CommandLine.Parsing;
using System.Globalization;

namespace DmaActors.Cli.CommandLine;

/// <summary>Numbers on the command line, with errors that say what would be right.</summary>
internal static class NumberArgument
{
    public static Func<ArgumentResult, int?> Parser(string what, int least, int most) => result =>
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        result.AddError(ArgumentErrors.Text($"'{text}' is no {what}", $"a whole number from {least} to {most}"));
        return null;
    };

    public static Func<ArgumentResult, long?> LongParser(string what, long least) => result =>
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least)
            return value;
        result.AddError(ArgumentErrors.Text($"'{text}' is no {what}", $"a whole number from {least} on"));
        return null;
    };
}
