namespace DmaActors.Cli.CommandLine;

/// <summary>What scripts are told by the exit code. 1 wins over 3.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>A rule was broken, data differ, vectors mismatch, the machine hangs.</summary>
    public const int Broken = 1;

    /// <summary>Bad arguments or input: nothing was run.</summary>
    public const int BadInput = 2;

    /// <summary>A bound was reached, or the user stopped it, and nothing was broken until then.</summary>
    public const int EndedEarly = 3;

    /// <summary>A fault of dmasim itself.</summary>
    public const int Fault = 70;
}
