using DmaActors.Devices;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>What a command of a disk takes.</summary>
public sealed class ServiceTimeTests
{
    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(256, 1_000 + 125_000)]
    [InlineData(384, 1_000 + 187_500)]
    public void A_command_takes_its_service_time_and_the_way_of_the_head(int block, long expected)
    {
        var timing = new BusTiming { RegisterWriteNanoseconds = 0, BurstSetupNanoseconds = 0, BytesPerSecond = 1_000_000_000, InterruptNanoseconds = 0 };
        var bench = DiskBench.Of(list: true, Change, timing);
        Assert.Equal(expected + 512, Time((ulong)block));

        // The head stands behind what it has read: the next block in order is no way, the same one again a short way.
        Assert.Equal(1_000 + 512, Time((ulong)block + 1));
        Assert.Equal(1_000 + 512 + (512 * 1_000_000L >> 20), Time((ulong)block + 1));

        static void Change(DiskSettings settings) => (settings.ServiceNanoseconds, settings.SeekNanosecondsPerMiB) = (1_000, 1_000_000);

        long Time(ulong at)
        {
            bench.Program(at, 0x1000, 512);
            bench.Machine.Run();
            var (start, interrupts) = (bench.Machine.World.Now.Nanoseconds, bench.Interrupts);
            bench.PutCsr(DiskBench.Start | DiskBench.Enable);
            bench.Machine.StepUntil(() => bench.Interrupts > interrupts);
            return bench.Machine.World.Now.Nanoseconds - start;
        }
    }
}
