using DmaActors.Framework.Tests.DriverHost;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class SetSBus64Tests
{
    private const uint BurstsOf32To64Bytes = 0x60;

    public static TheoryData<string> OtherBuses => ["x86", "PCI", "SBus of 32 bits"];

    [Theory]
    [MemberData(nameof(OtherBuses))]
    public void It_fails_on_every_bus_but_an_SBus_of_64_bits(string bus)
    {
        var bench = bus switch
        {
            "x86" => Bench.Tame(),
            "PCI" => Bench.Tame(new Sun4u(pages: 16)),
            _ => Bench.Tame(new Sun4u(pages: 16, sbus: true)),
        };

        AssertSet(bench, BurstsOf32To64Bytes, DdiResult.Failure, ScriptDriver.Anywhere.BurstSizes);
    }

    [Theory]
    [InlineData(BurstsOf32To64Bytes, DdiResult.Success, 0x40u)]
    [InlineData(0x20u, DdiResult.Failure, 0x7Fu)]
    public void On_an_SBus_of_64_bits_the_bursts_are_those_that_both_have(uint wanted, DdiResult expected, uint left) =>
        AssertSet(Bench.Tame(new Sun4u(pages: 16, sbus: true, burstSizes64: 0x40)), wanted, expected, left);

    private static void AssertSet(Bench bench, uint wanted, DdiResult expected, uint left)
    {
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(expected, (await bench.Driver.Dma.SetSBus64(handle, wanted)).Status);
            Assert.Equal(left, bench.Driver.Dma.BurstSizes(handle));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }
}
