using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>Begin.</summary>
internal sealed partial record BeginWorkload : Message;

/// <summary>The time stamp of the next request has come.</summary>
internal sealed partial record PaceIsDue : Message
{
    public static readonly PaceIsDue Instance = new();
}

/// <summary>The machine is switched on again.</summary>
internal sealed partial record PowerIsBack : Message
{
    public static readonly PowerIsBack Instance = new();
}
