namespace DmaActors.Verifier.Tests.Silence;

/// <summary>The machines on which drivers that keep the rules are tried.</summary>
internal static class Shapes
{
    private const string SmallPool = "copyBufferPages: 12, copyBufferMax: 32KiB";

    private static readonly string[] Mixed = ["512B", "4KiB", "16KiB", "64KiB"];

    /// <summary>Machines for a driver of a disk: what is in each, and the machine.</summary>
    public static IEnumerable<(string Name, Shape Shape)> Of(string driver, string model)
    {
        var plain = new Shape { Driver = driver, Model = model, Requests = 12, Depth = 4, Sizes = Mixed };
        var copying = plain with { DriverSettings = "addressBits: 24", Memory = "64MiB", Nexus = "copyBufferPages: 64" };
        var pool = copying with { Disks = 2, Nexus = SmallPool, Depth = 8 };
        yield return ("plain", plain);
        yield return ("copy buffer", copying);
        yield return ("small pool", pool);
        yield return ("one binding", plain with { Disks = 3, Nexus = "copyBufferPages: 16, bindings: 1" });
        yield return ("shared line", plain with { Disks = 3, Sizes = ["512B"], Requests = 30, Depth = 8 });
        yield return ("edge", pool with { Disks = 1, Trigger = "edge" });
        yield return ("contiguous", plain with { Frames = "contiguous" });
        yield return ("no bridge", pool with { More = ["bus: { bridge: { depth: 0 } }"] });
        yield return ("one processor", pool with { More = ["cpus: 1"] });
        yield return ("two soft levels", pool with { More = ["softcall: { cpus: 2 }"] });
        yield return ("split bind", pool with { More = ["ddi: { bind: split }"] });
        yield return ("untimed", pool with { Mode = "untimed", More = LastResort });
        yield return ("untimed, one processor", pool with { Mode = "untimed", More = ["cpus: 1", .. LastResort] });
        yield return ("untimed, one binding", plain with { Disks = 3, Nexus = "copyBufferPages: 16, bindings: 1", Mode = "untimed", More = LastResort });
        yield return ("untimed, two soft levels", pool with { Mode = "untimed", More = ["softcall: { cpus: 2 }", .. LastResort] });
        yield return ("untimed, racing watchdog", pool with { Mode = "untimed" });
    }

    private static string[] LastResort => ["timers: { lastResort: [watchdog] }"];
}
