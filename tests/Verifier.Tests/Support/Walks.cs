namespace DmaActors.Verifier.Tests.Support;

/// <summary>Reads walks over interrupt handlers out of a trace.</summary>
internal static class Walks
{
    /// <summary>Handler calls of the longest walk of any vector: more than there are handlers means that the chain was walked again.</summary>
    public static int MostCallsInOneWalk(string[] trace)
    {
        var (most, calls) = (0, 0);
        foreach (var line in trace)
        {
            if (line.Contains("LineChanged", StringComparison.Ordinal) || line.Contains("WalkAgain", StringComparison.Ordinal))
                calls = 0;
            else if (line.Contains(": Interrupt {", StringComparison.Ordinal))
                most = Math.Max(most, ++calls);
        }

        return most;
    }
}
