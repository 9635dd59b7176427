namespace DmaActors.Simulation;

/// <summary>Who accessed a member of soft state last, for the rule <em>data race</em>. Written by generated code only.</summary>
public struct SoftStateCell
{
    internal AccessMark Write;

    /// <summary>The latest read since the last write, where one knew all before it.</summary>
    internal AccessMark Read;

    /// <summary>The latest read of each slot, once a read since the last write did not know another.</summary>
    internal AccessMark[]? Reads;

    /// <summary>One race a member is enough for a run.</summary>
    internal bool IsReported;
}
