using DmaActors.Framework.Dma;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;

namespace DmaActors.Framework;

/// <summary>dev_info: what the system tells a driver about the instance that it is to drive. Opaque but for name and number.</summary>
public sealed class DevInfo
{
    internal DevInfo(DriverInstance instance, DeviceSlot slot)
    {
        Instance = instance;
        Slot = slot;
    }

    /// <summary>The name of the instance, for example <c>disk0</c> (ddi_driver_name(9F) and ddi_get_instance(9F) in one).</summary>
    public string Name => Instance.Name;

    /// <summary>The priority of the device's first interrupt, 1 to 12, for mutexes that its handler shares (ddi_intr_get_pri(9F)).</summary>
    public int InterruptPriority => Slot.Interrupts[0].Priority;

    internal DriverInstance Instance { get; }

    internal DeviceSlot Slot { get; }
}

/// <summary>Where a device sits: what its driver reaches through the DDI without knowing it.</summary>
/// <param name="Device">The device's address for register accesses.</param>
/// <param name="Interrupts">Its interrupts, at least one, by inumber.</param>
/// <param name="Path">The way of the device's accesses to memory.</param>
/// <param name="Machine">The rest of the machine.</param>
internal sealed record DeviceSlot(ActorRef Device, IReadOnlyList<InterruptSource> Interrupts, MemoryPath Path, MachineServices Machine)
{
    /// <summary>What the bus of the slot can do, if it is less than what the machine can.</summary>
    public DmaAttributes? Bus { get; init; }

    /// <summary>The slot has no wires for DMA.</summary>
    public bool IsSlaveOnly { get; init; }

    /// <summary>A member of the driver that its contexts share and nobody observes; null: there is none.</summary>
    public string? UndeclaredState { get; init; }

    /// <summary>When its instance is stopped because its code threw, what that holds is taken back, and the machine goes on.</summary>
    public bool IsRecovered { get; init; }

    /// <summary>The attributes of a handle as they arrive at the root nexus.</summary>
    public DmaAttributes? BehindItsBus(DmaAttributes? attributes) => Bus is { } bus && attributes is not null ? BusAttributes.AtTheRoot(attributes, bus) : attributes;
}

/// <summary>The actors and objects that driver instances of one machine use.</summary>
internal sealed record MachineServices(SystemBus Bus, ActorRef Nexus, ActorRef SoftCall, ActorRef SoftInterrupts, ActorRef Controller, ActorRef BlockLayer, RuleBook Rules)
{
    /// <summary>The nexus of the ISA bus; nobody on a machine without a DMA engine.</summary>
    public ActorRef Isa { get; init; }
}
