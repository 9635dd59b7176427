using DmaActors.Framework;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;

namespace DmaActors.Lab.Machines;

/// <summary>A device of a booted machine with its driver instance.</summary>
internal sealed record MachineSlot(DeviceInstance Device, ActorRef InstanceRef, DriverInstance Instance)
{
    /// <summary>The vector of a device without one: nobody else is on it.</summary>
    public const int NoVector = -1;
}
