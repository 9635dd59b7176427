using DmaActors.Framework.Dma;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Caches;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Misuse;

/// <summary>
/// Whatever a driver calls with whatever it has, had or never had: each misuse is a finding, nothing else is, nothing panics, and what is missing after detach is named, item by item.
/// </summary>
public sealed class MisuseProperties
{
    private const int Machines = 400;
    private const int CallsOfEach = 250;

    private static readonly NexusOptions Small = new() { CopyBufferPages = 16, CopyBufferMax = 4 * 4096, Handles = 6, Bindings = 4, DmaMemoryPages = 24, AccessHandles = 5 };

    /// <summary>400 machines with 250 calls each: 100,000 calls a platform.</summary>
    [Theory]
    [InlineData("isa")]
    [InlineData("noncoherent")]
    [InlineData("pci")]
    [InlineData("sbus")]
    public void After_any_calls_the_books_balance_or_name_what_is_missing(string platform)
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var machine = 0; machine < Machines; machine++)
        {
            var bench = Make(platform, (ulong)machine);
            var driver = new RandomCaller(bench, new Dice((ulong)machine), seen);
            var isTidy = machine % 2 == 0;
            bench.Run(async () =>
            {
                for (var call = 0; call < CallsOfEach; call++)
                    await driver.Call();
                if (isTidy)
                    await driver.GiveEverythingBack();
            });
            driver.AssertBooks();
            if (isTidy)
                Assert.Equal((0, 0L), (bench.Nexus.PagesInUse, bench.Nexus.Owed));
            Detach(bench, isTidy ? driver.Owed : driver.Missing);
        }

        foreach (var what in (string[])["DMA001", "DMA002", "DMA003", "DMA004", "DMA005", "DMA006", "DMA008", "DMA009", "DMA010", "DMA011", "DMA012", "DMA013", .. platform == "isa" ? (string[])["DMA060", "DMA061", "DMA062"] : []])
            Assert.True(seen.GetValueOrDefault(what) > Machines / 4, $"{what}: {seen.GetValueOrDefault(what)}");
    }

    private static void Detach(Bench bench, IReadOnlyList<string> expected)
    {
        bench.World.Tell(bench.InstanceRef, new Detach());
        bench.Run();
        var left = bench.Rules.Findings.Where(finding => finding.Rule.Id is "DMA030" or "DMA052").OrderBy(finding => finding.Rule.Id, StringComparer.Ordinal).Select(finding => finding.Text["disk0 detached and left ".Length..]);
        Assert.Equal(expected, left);
    }

    private static Bench Make(string platform, ulong seed) => platform switch
    {
        "noncoherent" => Bench.Random(seed, Small, cpuCache: new CacheGeometry(64, 64, 4)),
        "pci" => Bench.Random(seed, Small, new Sun4u(pages: 16)),
        "sbus" => Bench.Random(seed, Small, new Sun4u(pages: 160, sbus: true)),
        _ => Bench.OnIsa(Small, new IsaSlot(null)),
    };
}
