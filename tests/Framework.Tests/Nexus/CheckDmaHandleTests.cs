using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Isa;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Framework.Tests.Isa;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class CheckDmaHandleTests
{
    // The bench has 64 MiB.
    private const ulong BeyondMemory = 1UL << 32;

    private static readonly DmaAttributes Checking = ScriptDriver.Anywhere with { Flags = DmaAttributeFlags.FlagErr };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_access_that_no_memory_answers_makes_a_bound_handle_faulty(bool isWrite)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await Bound(bench);
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            Access(bench, BeyondMemory, isWrite);
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(handle));
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(handle)); // Looking does not clear it.
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_access_that_the_IOMMU_refuses_makes_a_bound_handle_faulty(bool isWrite)
    {
        var bench = Bench.Tame(new Sun4u(pages: 16));
        bench.Run(async () =>
        {
            var handle = await Bound(bench);
            Access(bench, 0, isWrite);
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void A_write_in_the_bridge_is_no_fault_before_it_is_pushed()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await Bound(bench);
            bench.Instance.Slot.Path.Write(bench.Device.Turn, new BusAddress(BeyondMemory), 64, new Zeroes());
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Instance.Slot.Path.PushWrites(bench.Device.Turn);
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void An_access_that_memory_answers_is_no_fault()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await Bound(bench);
            Access(bench, 0, isWrite: true);
            Access(bench, 0, isWrite: false);
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void Without_FLAGERR_no_handle_is_ever_faulty()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await Bound(bench, ScriptDriver.Anywhere);
            Access(bench, BeyondMemory, isWrite: true);
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void An_unbind_clears_the_fault_and_the_next_binding_begins_without_it()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await Bound(bench);
            Access(bench, BeyondMemory, isWrite: true);
            await bench.Driver.Dma.UnbindHandle(handle);
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            Access(bench, BeyondMemory, isWrite: true); // Nothing is bound that it could be a fault of.
            await bench.Driver.Bind(handle);
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            Access(bench, BeyondMemory, isWrite: true);
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void A_fault_is_one_of_every_handle_that_was_bound_then()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var first = await Bound(bench);
            var second = await Bound(bench);
            var later = await bench.Driver.Handle(Checking);
            Access(bench, BeyondMemory, isWrite: true);
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(first));
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(second));
            await bench.Driver.Bind(later);
            await bench.Driver.Dma.UnbindHandle(second);
            await bench.Driver.Bind(second);
            Assert.Equal(DdiResult.Failure, bench.Driver.Dma.CheckDmaHandle(first));
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(second));
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(later));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void A_freed_handle_is_a_finding_and_has_no_fault()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle(Checking);
            await bench.Driver.Dma.FreeHandle(handle);
            Access(bench, BeyondMemory, isWrite: true);
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
        Assert.Contains("DMA001", bench.Findings);
    }

    [Theory]
    [InlineData(DmaeCommand.Read, 0xF0_0000UL, DdiResult.Failure)]
    [InlineData(DmaeCommand.Write, 0xF0_0000UL, DdiResult.Failure)]
    [InlineData(DmaeCommand.Read, 0x1_0000UL, DdiResult.Success)]
    public void What_the_DMA_controller_does_for_the_device_is_a_fault_of_its_handles_too(DmaeCommand command, ulong address, DdiResult expected)
    {
        var bench = Bench.OnIsa(slot: new IsaSlot(null), megabytes: 8);
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            var handle = await Bound(bench);
            await bench.Driver.Dma.DmaeAlloc(2, DmaCallback.DontWait);
            await bench.Driver.Dma.DmaeProg(new DmaeReq { Command = command }, new DmaCookie(address, 4, 0), 2);
            await wires.Move(2, 4);
            await bench.Driver.Dma.DmaeStop(2);
            Assert.Equal(expected, bench.Driver.Dma.CheckDmaHandle(handle));
            bench.Log.Add("over");
        });
        AssertOver(bench);
    }

    [Fact]
    public void NULL_is_a_panic()
    {
        var bench = Bench.Tame();
        var panic = bench.Panics(() =>
        {
            bench.Driver.Dma.CheckDmaHandle(null!);
            return DdiTask.Completed;
        });
        Assert.Equal("ddi_check_dma_handle was called with NULL.", panic.Message);
    }

    private static void AssertOver(Bench bench) => Assert.Equal(["over"], bench.Log);

    private static async DdiTask<DmaHandle> Bound(Bench bench, DmaAttributes? attributes = null)
    {
        var handle = await bench.Driver.Handle(attributes ?? Checking);
        Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handle));
        return handle;
    }

    /// <summary>The device reaches for memory, and what it wrote leaves the bridge.</summary>
    private static void Access(Bench bench, ulong address, bool isWrite)
    {
        var path = bench.Instance.Slot.Path;
        if (isWrite)
            path.Write(bench.Device.Turn, new BusAddress(address), 64, new Zeroes());
        else
            path.Read(bench.Device.Turn, new BusAddress(address), 64, new Zeroes());
        path.PushWrites(bench.Device.Turn);
    }

    private sealed class Zeroes : IDataPort
    {
        public void Supply(Span<byte> destination) => destination.Clear();

        public void Accept(ReadOnlySpan<byte> source)
        {
        }
    }
}
