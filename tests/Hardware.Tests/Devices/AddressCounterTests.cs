namespace DmaActors.Hardware.Tests.Devices;

/// <summary>How far the addresses of the disks count: true is the one with a list.</summary>
public sealed class AddressCounterTests
{
    [Theory]
    [InlineData(true, 24, 0x0100_3000U, 0x3000)]
    [InlineData(false, 24, 0xFF00_3000U, 0x3000)]
    [InlineData(true, 16, 0x0001_3000U, 0x3000)]
    [InlineData(false, 17, 0x0001_3000U, 0x1_3000)]
    public void The_address_counter_drops_what_is_above_its_bits(bool list, int bits, uint address, ulong reached)
    {
        var bench = DiskBench.Of(list, settings => settings.AddressBits = bits);
        bench.Program(0, address, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 512), bench.Machine.Read(reached, 512));
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_address_counter_wraps_to_0(bool list)
    {
        var bench = DiskBench.Of(list, settings => settings.AddressBits = 16);
        bench.Program(0, 0xFF00, 1024);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 256), bench.Machine.Read(0xFF00, 256));
        Assert.Equal(bench.OnMedia(256, 768), bench.Machine.Read(0, 768));
        Assert.Equal(new byte[256], bench.Machine.Read(0x1_0000, 256));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_32_bits_it_reaches_all_of_4_GiB(bool list)
    {
        var bench = DiskBench.Of(list, settings => settings.AddressBits = 32, memoryBytes: 1UL << 33);
        bench.Program(0, 0xFFFF_FF00, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 256), bench.Machine.Read(0xFFFF_FF00, 256));
        Assert.Equal(bench.OnMedia(256, 256), bench.Machine.Read(0, 256));
        Assert.Equal(new byte[256], bench.Machine.Read(0x1_0000_0000, 256));
    }
}
