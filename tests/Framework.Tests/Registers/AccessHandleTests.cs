using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Registers;

public sealed class AccessHandleTests
{
    [Fact]
    public void In_every_schedule_puts_arrive_in_order_and_before_a_later_get()
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        Bench.InEverySchedule(bench =>
        {
            AccessHandle? regs = null;
            bench.Run(() =>
            {
                regs = bench.Driver.Ddi.RegsMapSetup();
                return DdiTask.Completed;
            });
            bench.Start(async () =>
            {
                regs!.Put8(8, 1);
                regs.Put8(8, 2);
                Assert.Equal(2, await regs.Get8(8) & 0xF);
                regs.Put8(8, 3);
            });
            bench.Start(async () => await regs!.Get8(16));
            bench.Run();
            orders.Add(string.Join(' ', bench.Device.Seen.Where(seen => seen != "get8 16")));
        });

        Assert.Equal(["put8 8=1 put8 8=2 get8 8 put8 8=3"], orders);
    }

    /// <summary>A device may keep who polls it waiting; whoever does anything else in between does not poll.</summary>
    [Fact]
    public void A_read_is_a_repeated_one_if_its_context_has_done_nothing_but_to_read_the_same()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var regs = bench.Driver.Ddi.RegsMapSetup();
            await regs.Get8(8);
            await regs.Get8(8);
            await regs.Get8(8);
            await regs.Get8(16);
            await regs.Get8(16);
            regs.Put8(8, 1);
            await regs.Get8(16);
            await regs.Get16(16);
            await regs.Get16(16);
            await bench.Driver.Mu.Enter();
            await regs.Get16(16);
            bench.Driver.Mu.Exit();
        });
        bench.Run(async () => await bench.Driver.Ddi.RegsMapSetup().Get16(16));
        Assert.Equal([0, 1, 2, 0, 1, 0, 0, 1, 0, 0], bench.Device.Repeats);
    }

    [Fact]
    public void Each_width_reaches_the_device_and_comes_back()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var regs = bench.Driver.Ddi.RegsMapSetup();
            regs.Put8(8, byte.MaxValue);
            regs.Put16(16, ushort.MaxValue);
            regs.Put32(32, uint.MaxValue);
            regs.Put64(64, ulong.MaxValue);
            Assert.Equal(byte.MaxValue, await regs.Get8(8));
            Assert.Equal(ushort.MaxValue, await regs.Get16(16));
            Assert.Equal(uint.MaxValue, await regs.Get32(32));
            Assert.Equal(ulong.MaxValue, await regs.Get64(64));
            Assert.Equal(byte.MaxValue, await regs.Get8(64));
        });

        Assert.Equal("put8 8=255", bench.Device.Seen[0]);
        Assert.Equal(9, bench.Device.Seen.Count);
    }

    [Theory]
    [InlineData(DeviceEndian.NeverSwap, 0x0102_0304u)]
    [InlineData(DeviceEndian.StructureLittle, 0x0102_0304u)]
    [InlineData(DeviceEndian.StructureBig, 0x0403_0201u)]
    public void Registers_have_their_bytes_in_the_order_of_the_access_attributes(DeviceEndian endian, uint inTheDevice)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var regs = bench.Driver.Ddi.RegsMapSetup(new DeviceAccAttr { EndianFlags = endian });
            var plain = bench.Driver.Ddi.RegsMapSetup();
            regs.Put32(8, 0x0102_0304);
            Assert.Equal(inTheDevice, await plain.Get32(8));
            Assert.Equal(0x0102_0304u, await regs.Get32(8));
            regs.Put8(16, 0x12);
            Assert.Equal(0x12, await regs.Get8(16));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
    }

    [Theory]
    [InlineData(DeviceAccAttr.V1, DeviceAccess.FlagErr, DdiResult.Failure)]
    [InlineData(DeviceAccAttr.V1, DeviceAccess.Cautious, DdiResult.Failure)]
    [InlineData(DeviceAccAttr.V1, DeviceAccess.Default, DdiResult.Success)]
    [InlineData(DeviceAccAttr.V0, DeviceAccess.FlagErr, DdiResult.Success)]
    public void An_access_that_finds_no_register_is_a_fault_where_the_access_attributes_flag_it(ushort version, DeviceAccess access, DdiResult expected)
    {
        var bench = Bench.Tame();
        bench.Run(() =>
        {
            var attributes = new DeviceAccAttr { Version = version, Access = access };
            var ddi = bench.Driver.Ddi;
            var regs = ddi.RegsMapSetup(attributes);
            Assert.Equal(DdiResult.Success, ddi.CheckAccHandle(regs));
            bench.Instance.Slot.Path.CountRegisterFailure();
            Assert.Equal(expected, ddi.CheckAccHandle(regs));
            Assert.Equal(DdiResult.Success, ddi.CheckAccHandle(ddi.RegsMapSetup(attributes)));
            ddi.RegsMapFree(regs);
            Assert.Equal(DdiResult.Failure, ddi.CheckAccHandle(regs));
            bench.Log.Add("over");
            return DdiTask.Completed;
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(["DMA009"], bench.Findings);
    }

    [Fact]
    public void A_use_after_ddi_regs_map_free_is_a_finding_and_reaches_nobody()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var regs = bench.Driver.Ddi.RegsMapSetup();
            bench.Driver.Ddi.RegsMapFree(regs);
            regs.Put8(8, 1);
            Assert.Equal(ushort.MaxValue, await regs.Get16(8));
            bench.Driver.Ddi.RegsMapFree(regs);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(["DMA009", "DMA009", "DMA009"], bench.Findings);
        Assert.Empty(bench.Device.Seen);
    }
}
