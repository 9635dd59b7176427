using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Caches;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>
/// A driver that syncs as the manual says sees the same bytes on every machine as on one in which there is nothing but memory: a plain array is the model.
/// </summary>
public sealed class CoherenceProperties
{
    private const int Accesses = 100_000;
    private const int MostMachines = 3_000;
    private const int BindingsOfEach = 60;

    private static readonly NexusOptions Options = new() { CopyBufferPages = 24, CopyBufferMax = 5 * 4096 };

    // 4 KiB of it, in the smallest lines and the largest: much gives way.
    private static readonly CacheGeometry[] Caches = [new(8, 512, 2), new(64, 64, 4), new(4096, 4, 1)];

    /// <summary>Machines with 60 bindings each until there were 100,000 accesses of device and processor, each compared byte by byte: 500 to 1,100 of them.</summary>
    [Theory]
    [InlineData("physical")]
    [InlineData("noncoherent")]
    [InlineData("pci")]
    [InlineData("sbus")]
    public void Who_syncs_sees_the_same_bytes_on_every_machine(string platform)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var machine = 0; AccessesOf(seen) < Accesses; machine++)
        {
            Assert.True(machine < MostMachines, $"{AccessesOf(seen)} accesses");
            var dice = new Dice((ulong)machine);
            var bench = Make(platform, (ulong)machine);
            bench.Run(async () =>
            {
                for (var binding = 0; binding < BindingsOfEach; binding++)
                    await new SyncedTransfers(bench, dice, seen).Run();
            });
            Assert.Empty(bench.Findings);
            Assert.Equal((0, 0UL), (bench.Nexus.PagesInUse, bench.Frames.InUse));
            Assert.Equal(bench.Nexus.Counters.Binds, bench.Nexus.Counters.Unbinds);
        }

        string[] windows = platform == "sbus" ? [] : ["PartialMap", "moved"];
        foreach (var what in (string[])["Mapped", "device read", "device wrote", "processor wrote", .. windows])
            Assert.True(seen.GetValueOrDefault(what) > Accesses / 100, $"{what}: {seen.GetValueOrDefault(what)}");
    }

    private static int AccessesOf(Dictionary<string, int> seen) => seen.GetValueOrDefault("device read") + seen.GetValueOrDefault("device wrote") + seen.GetValueOrDefault("processor wrote");

    private static Bench Make(string platform, ulong seed) => platform switch
    {
        "noncoherent" => Bench.Random(seed, Options, cpuCache: Caches[(int)(seed % (ulong)Caches.Length)]),
        "pci" => Bench.Random(seed, Options, new Sun4u(pages: 16)),
        "sbus" => Bench.Random(seed, Options, new Sun4u(pages: 160, sbus: true)),
        _ => Bench.Random(seed, Options),
    };
}
