using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Framework.Registers;

/// <summary>
/// The registers of a device. A put is posted: it returns at once and reaches the device in the order of issue. A get is a round trip that arrives behind every put
/// before it, and its reply pushes the device's writes to memory.
/// </summary>
internal sealed class RegisterAccess(DriverInstance instance, ActorRef device, BusTiming timing) : AccessHandle
{
    private readonly VirtualDuration writeLatency = new(timing.RegisterWriteNanoseconds);

    public bool IsMapped { get; set; } = true;

    private protected override void Put(int offset, int width, ulong value)
    {
        AssertMapped("ddi_put");
        instance.Post(device, new RegisterWrite(offset, width, value), writeLatency);
    }

    private protected override ContextCall<Word> Get(int offset, int width)
    {
        AssertMapped("ddi_get");
        var reader = instance.Running("ddi_get");
        return new ContextCall<Word>(instance, device, new RegisterRead(offset, width, reader.Self), fromInstance: true, writeLatency);
    }

    private void AssertMapped(string call)
    {
        if (!IsMapped)
            throw new InvalidOperationException($"{call}: the registers of {instance.Name} are not mapped any more (ddi_regs_map_free was called).");
    }
}
