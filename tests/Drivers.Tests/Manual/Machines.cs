namespace DmaActors.Drivers.Tests.Manual;

/// <summary>The machines on which the defects of the examples show, and on which the corrected drivers must do the same work.</summary>
internal static class Machines
{
    /// <summary>What the corrected drivers are tried on, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Rig> All = new SortedDictionary<string, Rig>(StringComparer.Ordinal)
    {
        ["pair"] = Pair,
        ["contended"] = Contended,
        ["two callers"] = TwoCallers,
        ["late caller"] = LateCaller,
        ["rush"] = Rush,
        ["alone"] = Alone,
        ["short for good"] = ShortForGood,
        ["mirrored"] = Mirrored,
    };

    /// <summary>Two disks, one request each: the second bind finds nothing.</summary>
    public static Rig Pair => new() { Driver = "" };

    /// <summary>Three disks: whoever waits may find nothing a second time.</summary>
    public static Rig Contended => Pair with { Disks = 3 };

    /// <summary>Two disks, two requests each at once: while one waits for resources another comes.</summary>
    public static Rig TwoCallers => Pair with { Requests = ["write 0 4096", "read 8192 4096"] };

    /// <summary>The second request of the second disk comes when the first disk has finished: just when it has released what the second one waits for.</summary>
    public static Rig LateCaller => Pair with { Depth = 2, Requests = ["disk0 write 0 4096", "disk1 write 0 4096", "disk1 write 8192 4096"] };

    /// <summary>Three disks that go on: the memory of a request that is complete soon belongs to another.</summary>
    public static Rig Rush => Contended with { Depth = 4, Requests = ["write 0 4096", "read 8192 4096", "write 16384 4096", "read 24576 4096"] };

    /// <summary>One disk, one request after the other, and enough of everything.</summary>
    public static Rig Alone => Pair with { Disks = 1, Depth = 1, Requests = ["write 0 4096", "read 0 4096"] };

    /// <summary>Replies take longer than a callback pass, as when an interrupt takes the processor from the thread that binds.</summary>
    public static Rig SlowReplies => Pair with { Mode = "timed", Timing = "call: 20us" };

    /// <summary>More cookies than the device takes, and no windows.</summary>
    public static Rig TooBig => Pair with { Disks = 1, Mode = "timed", Requests = ["write 0 32768"], DriverSettings = "sgLen: 2" };

    /// <summary>The same; but each page needs one of the copy buffer, of which there is too little for both: what is too big is found out by the callback.</summary>
    public static Rig TooBigLater => TooBig with { Disks = 2, Mode = "untimed", Memory = "size: 64MiB, frames: descending", Nexus = "copyBufferPages: 10", DriverSettings = "sgLen: 6, addressBits: 24", Requests = ["write 0 16384", "write 16384 32768"] };

    /// <summary>Enough copy buffer for the requests, and never for the label that the driver reads at the last close.</summary>
    public static Rig ShortForGood => Alone with { Memory = "size: 64MiB, frames: descending", Nexus = "copyBufferPages: 1", DriverSettings = "addressBits: 24", Requests = ["write 0 512", "read 0 512"] };

    /// <summary>Windows that can be cut nowhere: one cookie each, and not of whole granules.</summary>
    public static Rig NoMapping => Pair with { Disks = 1, Mode = "timed", Requests = ["write 0 32768"], DriverSettings = "sgLen: 1, granular: 4096" };

    /// <summary>A layer above issues each request once more, out of biodone.</summary>
    public static Rig Mirrored => Alone with { Requests = ["write 0 32768", "read 0 32768"], DriverSettings = "sgLen: 64", IoDone = "again" };

    public static Rig On(this Rig rig, string driver, string? settings = null) => rig with { Driver = driver, DriverSettings = settings ?? rig.DriverSettings };
}
