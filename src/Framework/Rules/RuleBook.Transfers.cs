using DmaActors.Framework.Dma;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Rules;

/// <summary>What binds and windows promise, and what devices make of it.</summary>
internal sealed partial class RuleBook
{
    /// <summary>Which instance drives a device.</summary>
    private readonly Dictionary<ActorRef, DriverInstance> drivers = [];

    /// <summary>The instance has begun to drive its device.</summary>
    public void Drives(DriverInstance instance)
    {
        using var inside = gate.Enter();
        drivers[instance.Slot.Device] = instance;
    }

    public void BindRefused(ActorRef caller, DmaHandle handle, Buf? buf, DmaBind status)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.BindRefused))
            rule.OnBindRefused(caller, handle, buf, status);
    }

    public void ResultIgnored(TaskContext context, DmaHandle handle, string what, bool hasFailed)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.ResultIgnored))
            rule.OnResultIgnored(context, handle, what, hasFailed);
    }

    public void WindowLeft(DmaHandle handle)
    {
        using var inside = gate.Enter();
        handle.Instance.Bound?.WindowLeft(handle);
    }

    public void WindowEntered(ActorRef caller, DmaHandle handle)
    {
        using var inside = gate.Enter();
        handle.Instance.Bound?.WindowEntered(handle);
        foreach (var rule in Watching(RuleEvent.WindowEntered))
            rule.OnWindowEntered(caller, handle);
    }

    public void OnTransferBegan(ActorRef device)
    {
        using var inside = gate.Enter();
        if (drivers.TryGetValue(device, out var instance))
            instance.Bound?.TransferBegan();
    }

    public void OnMoved(ActorRef device, BusAddress address, int length, bool isWrite, bool answered)
    {
        using var inside = gate.Enter();
        if (watch[RuleEvent.DeviceMoved] == 0 || !drivers.TryGetValue(device, out var instance))
            return;
        var (reach, handle) = !answered ? (DeviceReach.Nowhere, null) : instance.Bound?.Find(address.Value, length) ?? (DeviceReach.Outside, null);
        var move = new DeviceMove(instance, address.Value, length, isWrite, reach, handle);
        foreach (var rule in Watching(RuleEvent.DeviceMoved))
            rule.OnDeviceMoved(move);
    }
}
