using System.Buffers.Binary;
using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>The disk that takes its commands from parameter blocks in memory.</summary>
public sealed class IopbDiskTests
{
    private const int Where = 0x4000;

    [Fact]
    public void A_read_spreads_the_blocks_over_the_list_and_the_outcome_is_stored_before_the_interrupt()
    {
        var bench = Bench();
        Store(bench, Where, IopbDiskRegisters.Read, sector: 3, bytes: 1_024, (0x9100, 100), (0x5000, 924));
        Start(bench, Where);

        Assert.Equal(bench.OnMedia(3 * 512, 100), bench.Machine.Read(0x9100, 100));
        Assert.Equal(bench.OnMedia((3 * 512) + 100, 924), bench.Machine.Read(0x5000, 924));
        Assert.Equal(IopbDiskRegisters.Done, Outcome(bench, Where));
        Assert.Equal((ulong)Where, Completed(bench));
        Assert.Equal(1, bench.Interrupts);
    }

    [Fact]
    public void A_write_gathers_the_list_onto_the_media()
    {
        var bench = Bench();
        var data = TestMachine.Pattern(512, 3);
        bench.Machine.Write(0x2F00, data);
        Store(bench, Where, IopbDiskRegisters.Write, sector: 9, bytes: 512, (0x2F00, 512));
        Start(bench, Where);

        Assert.Equal(data, bench.OnMedia(9 * 512, 512));
        Assert.Equal(IopbDiskRegisters.Done, Outcome(bench, Where));
    }

    [Theory]
    [InlineData(0u, 0UL, 512u, 1)]
    [InlineData(3u, 0UL, 512u, 1)]
    [InlineData(IopbDiskRegisters.Read, 0UL, 0u, 1)]
    [InlineData(IopbDiskRegisters.Read, 0UL, 511u, 1)]
    [InlineData(IopbDiskRegisters.Read, (ulong)(DiskBench.MediaBytes / 512), 512u, 1)]
    [InlineData(IopbDiskRegisters.Read, 0UL, 512u, 0)]
    [InlineData(IopbDiskRegisters.Read, 0UL, 512u, IopbDiskRegisters.MostEntries + 1)]
    public void A_command_that_makes_no_sense_fails_and_moves_nothing(uint command, ulong sector, uint bytes, int entries)
    {
        var bench = Bench();
        Store(bench, Where, command, sector, bytes, (0x5000, 512));
        bench.Machine.Write(Where + IopbDiskRegisters.Count, BitConverter.GetBytes(entries));
        Start(bench, Where);

        Assert.Equal(IopbDiskRegisters.Failed, Outcome(bench, Where));
        Assert.Equal(new byte[512], bench.Machine.Read(0x5000, 512));
        Assert.Equal((ulong)Where, Completed(bench));
        Assert.NotEqual(0UL, bench.Csr & DiskBench.Error);
    }

    [Fact]
    public void A_second_command_waits_until_the_end_of_the_first_is_acknowledged()
    {
        var bench = Bench();
        Store(bench, Where, IopbDiskRegisters.Read, sector: 0, bytes: 512, (0x5000, 512));
        Store(bench, Where + 256, IopbDiskRegisters.Read, sector: 1, bytes: 512, (0x6000, 512));
        bench.PutCsr(DiskBench.Enable);
        bench.Put(IopbDiskRegisters.IopbAddr, 4, Where);
        bench.Put(IopbDiskRegisters.IopbAddr, 4, Where + 256);
        bench.Machine.Run();

        Assert.Equal(2, bench.Interrupts);
        Assert.Equal(bench.OnMedia(512, 512), bench.Machine.Read(0x6000, 512));
        Assert.Equal((ulong)Where + 256, Completed(bench));
    }

    [Fact]
    public void Reset_gives_the_command_up_without_an_interrupt_and_the_next_one_is_carried_out()
    {
        var bench = Bench();
        Store(bench, Where, IopbDiskRegisters.Read, sector: 0, bytes: 512, (0x5000, 512));
        bench.PutCsr(DiskBench.Enable);
        bench.Put(IopbDiskRegisters.IopbAddr, 4, Where);
        bench.PutCsr(DiskBench.Reset);
        bench.Machine.Run();
        Assert.Equal((0, 0UL, 0u), (bench.Interrupts, bench.Csr, Outcome(bench, Where)));

        Start(bench, Where);
        Assert.Equal((1, IopbDiskRegisters.Done), (bench.Interrupts, Outcome(bench, Where)));
    }

    private static DiskBench Bench() => new(wiring => new IopbDisk(wiring, new IopbDiskSettings()));

    private static void Start(DiskBench bench, int address)
    {
        bench.PutCsr(DiskBench.Enable);
        bench.Put(IopbDiskRegisters.IopbAddr, 4, (ulong)address);
        bench.Machine.Run();
    }

    private static ulong Completed(DiskBench bench) => bench.Machine.ReadRegister(bench.Disk, IopbDiskRegisters.IopbAddr, 4);

    private static uint Outcome(DiskBench bench, int address) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bench.Machine.Read((ulong)(address + IopbDiskRegisters.Status), 4));

    private static void Store(DiskBench bench, int address, uint command, ulong sector, uint bytes, params (uint Address, uint Bytes)[] list)
    {
        var block = new byte[IopbDiskRegisters.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(block, command);
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(IopbDiskRegisters.Block), sector);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(IopbDiskRegisters.Bytes), bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(IopbDiskRegisters.Count), (uint)list.Length);
        for (var i = 0; i < list.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(IopbDiskRegisters.List + (8 * i)), list[i].Address);
            BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(IopbDiskRegisters.List + (8 * i) + 4), list[i].Bytes);
        }

        bench.Machine.Write((ulong)address, block);
    }
}
