using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Framework.Registers;

/// <summary>
/// The registers of a device. A put is posted: it returns at once and reaches the device in the order of issue. A get is a round trip that arrives behind every put
/// before it, and its reply pushes the device's writes to memory. After ddi_regs_map_free(9F) each is a finding: a put goes nowhere, a get is all ones.
/// </summary>
internal sealed class RegisterAccess(DriverInstance instance, ActorRef device, BusTiming timing, DeviceAccAttr attributes) : AccessHandle
{
    private static readonly Word AllOnes = new(ulong.MaxValue);

    private readonly VirtualDuration writeLatency = new(timing.RegisterWriteNanoseconds);
    private readonly bool swaps = attributes.EndianFlags == DeviceEndian.StructureBig;
    private readonly long failedBefore = instance.Slot.Path.FailedRegisterAccesses;
    private NameSource? unmappedBy;

    /// <summary>The context that mapped them.</summary>
    public required NameSource MappedBy { get; init; }

    private string Description => $"the registers of {instance.Name} (mapped by {MappedBy})";

    /// <summary>ddi_regs_map_free(9F). False, and a finding: they are not mapped.</summary>
    public bool Unmap()
    {
        if (!IsMapped("ddi_regs_map_free"))
            return false;
        unmappedBy = instance.Running("ddi_regs_map_free").LastingName;
        return true;
    }

    /// <summary>A function of memory was given this handle: a finding.</summary>
    public void IsNoMemory(string call) =>
        instance.Rules.Misused(instance.Running(call), Misuse.AccessHandle, $"gave {call} the access handle of {Description}, which is for ddi_regs_map_free");

    private protected override void Put(int offset, int width, ulong value)
    {
        if (!IsMapped("ddi_put"))
            return;
        instance.GoOn();
        instance.Running("ddi_put").LastRequest = null;
        instance.Post(device, new RegisterWrite(offset, width, swaps ? RegisterRead.Swapped(value, width) : value), writeLatency);
    }

    private protected override ContextCall<Word> Get(int offset, int width)
    {
        if (!IsMapped("ddi_get"))
            return new ContextCall<Word>(AllOnes);
        var reader = instance.Running("ddi_get");
        var repeats = reader.LastRequest is RegisterRead last && last.Offset == offset && last.Width == width ? last.Repeats + 1 : 0;
        return new ContextCall<Word>(instance, device, new RegisterRead(offset, width, reader.Self) { SwapsBytes = swaps, Repeats = repeats }, fromInstance: true, writeLatency);
    }

    internal override bool IsFaulty(string call) =>
        !IsMapped(call) || (attributes.FlagsErrors && instance.Slot.Path.FailedRegisterAccesses > failedBefore);

    private bool IsMapped(string call)
    {
        if (unmappedBy is null)
            return true;
        ReportUse(call);
        return false;
    }

    private void ReportUse(string call) => instance.Rules.Misused(instance.Running(call), Misuse.AccessHandle, $"called {call} for {Description}, which {unmappedBy} had unmapped");
}
