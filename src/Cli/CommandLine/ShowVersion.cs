using System.CommandLine;
using System.CommandLine.Invocation;
using DmaActors.Cli.Output;

namespace DmaActors.Cli.CommandLine;

/// <summary><c>dmasim --version</c>.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.WriteLine($"dmasim {Product.Version}");
        return ExitCode.Fine;
    }
}
