using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Hardware.Isa8237;

/// <summary>A request line that is high, and what its device is ready for.</summary>
internal sealed class DmaRequest(ActorRef device, RaiseDmaRequest raised)
{
    public ActorRef Device { get; } = device;

    public int Number { get; } = raised.Request;

    /// <summary>Null: the device wants to drive the bus itself.</summary>
    public IDataPort? Port { get; } = raised.Port;

    /// <summary>The device's own way to memory, which keeps count of what fails on its behalf.</summary>
    public MemoryPath? Path { get; } = raised.Path;

    /// <summary>Bytes that have passed.</summary>
    public long Passed { get; private set; }

    /// <summary>Bytes that the device is still ready for.</summary>
    public long Left => raised.Bytes - Passed;

    /// <summary>The channel is in cascade mode and the device was given the bus.</summary>
    public bool IsGranted { get; set; }

    public void Pass(int bytes) => Passed += bytes;
}
