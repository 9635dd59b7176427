using System.CommandLine;
using System.CommandLine.Parsing;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.CommandLine;

/// <summary><c>--runtime</c>: on what the actors run.</summary>
internal static class RuntimeArgument
{
    public static Option<RuntimeKind?> Option(string akka) => new("--runtime")
    {
        Description = $"On what the actors run: world, our own runtime (default), or akka, {akka}.",
        HelpName = "world|akka",
        CustomParser = Read,
    };

    private static RuntimeKind? Read(ArgumentResult result)
    {
        if (Enum.TryParse<RuntimeKind>(result.Tokens[0].Value, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(result.Tokens[0].Value[0]))
            return kind;
        result.AddError(ArgumentErrors.Text($"'{result.Tokens[0].Value}' is no runtime", "world or akka"));
        return null;
    }
}
