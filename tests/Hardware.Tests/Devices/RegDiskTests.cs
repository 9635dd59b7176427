using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>The disk with one address and one count.</summary>
public sealed class RegDiskTests
{
    [Theory]
    [InlineData(512, 512)]
    [InlineData(65_024, 65_024)]
    [InlineData(65_536, 65_536)]
    [InlineData(66_048, 512)]
    [InlineData(131_072, 65_536)]
    public void The_counter_has_so_many_bits_and_of_a_longer_command_moves_the_remainder(int size, int moved)
    {
        var bench = DiskBench.OfReg();
        bench.ProgramReg(2, 0x2_0000, (uint)size);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal([.. bench.OnMedia(1024, moved), .. new byte[131_072 - moved]], bench.Machine.Read(0x2_0000, 131_072));
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
        Assert.Equal(0UL, bench.Resid);
        Assert.Equal(1, bench.Interrupts);
    }

    [Fact]
    public void A_smaller_counter_can_be_had()
    {
        var bench = DiskBench.OfReg(new RegDiskSettings { CountMax = 0x7FF });
        bench.ProgramReg(0, 0x1000, 2048 + 1024);
        bench.PutCsr(DiskBench.Start);
        bench.Machine.Run();
        Assert.Equal([.. bench.OnMedia(0, 1024), .. new byte[4096 - 1024]], bench.Machine.Read(0x1000, 4096));
    }

    [Theory]
    [InlineData(0xFFFE)]
    [InlineData(0x10000)]
    public void A_count_that_is_not_all_ones_is_refused(long countMax)
    {
        var error = Assert.Throws<ArgumentException>(() => DiskBench.OfReg(new RegDiskSettings { CountMax = countMax }));
        Assert.Contains("a power of two, less one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_of_32_bits_moves_what_a_register_can_hold()
    {
        var bench = DiskBench.OfReg(new RegDiskSettings { CountMax = uint.MaxValue });
        bench.ProgramReg(0, 0, 0xFFFF_FE00);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal((ulong)(DiskBench.Error | DiskBench.Enable), bench.Csr);
        Assert.Equal(0xFFFF_FE00UL, bench.Resid);
    }
}
