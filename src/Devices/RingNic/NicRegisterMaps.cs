using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>The registers of the adapter that belong to one of its parts.</summary>
internal static class NicRegisterMaps
{
    public static RegisterMap<RingNic> AddInterrupts(this RegisterMap<RingNic> map, Func<RingNic, NicInterrupts> of) => map
        .Add(RingNicRegisters.Cause, 32, "CAUSE", nic => of(nic).Cause, (nic, value) => of(nic).Cause = (uint)value)
        .Add(RingNicRegisters.Mask, 32, "MASK", nic => of(nic).Mask, (nic, value) => of(nic).Mask = (uint)value)
        .Add(RingNicRegisters.CoalesceFrames, 32, "COALESCE_FRAMES", nic => of(nic).CoalesceFrames, (nic, value) => of(nic).CoalesceFrames = (uint)value)
        .Add(RingNicRegisters.CoalesceTime, 32, "COALESCE_TIME", nic => of(nic).CoalesceTime, (nic, value) => of(nic).CoalesceTime = (uint)value);

    /// <param name="map">Where they go.</param>
    /// <param name="offset">Of the first.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="of">The ring.</param>
    /// <param name="rung">What the doorbell leads to.</param>
    public static RegisterMap<RingNic> AddRing(this RegisterMap<RingNic> map, int offset, string name, Func<RingNic, NicRing> of, Action<RingNic> rung) => map
        .Add(offset + RingNicRegisters.RingBase, 32, $"{name}_BASE", nic => of(nic).BaseAddress, (nic, value) => of(nic).BaseAddress = (uint)value)
        .Add(offset + RingNicRegisters.RingCount, 32, $"{name}_COUNT", nic => of(nic).Count, (nic, value) => of(nic).Count = (uint)value)
        .Add(offset + RingNicRegisters.RingDoorbell, 32, $"{name}_DOORBELL", null, (nic, _) =>
        {
            of(nic).IsRung = true;
            rung(nic);
        });
}
