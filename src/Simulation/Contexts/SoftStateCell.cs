namespace DmaActors.Simulation;

/// <summary>Who accessed a member of soft state last, for the rule <em>data race</em>. Written by generated code only.</summary>
public struct SoftStateCell
{
    /// <summary>The last write: slot + 1 of its context, so that <c>default</c> is "never".</summary>
    internal int WriteSlot;
    internal int WriteTime;
    internal string? Writer;
    internal int ReadSlot;
    internal int ReadTime;
    internal string? Reader;

    /// <summary>The moments of reads per slot, once two contexts have read since the last write.</summary>
    internal int[]? Reads;
    internal bool Reported;
}
