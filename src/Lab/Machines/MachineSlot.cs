using DmaActors.Framework;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;

namespace DmaActors.Lab.Machines;

/// <summary>A device of a booted machine with its driver instance.</summary>
internal sealed record MachineSlot(DeviceInstance Device, ActorRef InstanceRef, DriverInstance Instance)
{
    /// <summary>Where the line of a device without a vector ends, at a controller of its own: no handler is there.</summary>
    public const int NoHandler = 0;

    /// <summary>Where the handler of such a device is: no line is there.</summary>
    public const int NoLine = 1;
}
