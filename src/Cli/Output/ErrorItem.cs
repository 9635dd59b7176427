using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.Output;

/// <summary>An input error in a JSON document.</summary>
internal sealed record ErrorItem(string File, int Line, int Column, string Key, string Message, string Expected)
{
    public static IReadOnlyList<ErrorItem> Of(IEnumerable<InputError> errors) =>
        [.. errors.Select(error => new ErrorItem(error.File, error.Line, error.Column, error.Key, error.Message, error.Expected))];
}
