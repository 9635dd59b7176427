using System.ComponentModel;
using System.Runtime.Serialization;

namespace DmaActors.Lab.Scenarios;

/// <summary>How time runs.</summary>
public enum RunMode
{
    [Description("the earliest message goes first")]
    Timed,

    [Description("every message that may be next can be next, so that timers race interrupts")]
    Untimed,
}

/// <summary>How many processors the simulated machine has.</summary>
public enum Processors
{
    [Description("any context that can run may be the next")]
    Many,

    [Description("while a context of some priority can run, none of a lower priority does")]
    [EnumMember(Value = "1")]
    One,
}

/// <summary>How the system registers the callback of a bind that found no resources.</summary>
public enum BindSteps
{
    [Description("the failing allocation and the registration are one step")]
    Atomic,

    [Description("they are two steps, and a release can fall between them, as in the real system")]
    Split,
}

/// <summary>Which page frames a buffer gets.</summary>
public enum FrameOrder
{
    [Description("neighbouring pages lie side by side: few cookies")]
    Contiguous,

    [Description("drawn from all of memory by the seed: about one cookie a page")]
    Scattered,

    [Description("each page lies below the one before: side by side, but never joined into one cookie")]
    Descending,
}

/// <summary>What a device does to its interrupt line.</summary>
public enum TriggerMode
{
    [Description("holds it until the driver has acknowledged")]
    Level,

    [Description("pulses it once; a pulse that meets a masked line twice is seen once")]
    Edge,

    [Description("sends a message on the bus in its place, which pushes what it has written into memory; devices on one vector do not hide each other")]
    Message,
}

/// <summary>What becomes of a driver whose code throws.</summary>
public enum PanicResponse
{
    [Description("the run ends there, as a real system would")]
    End,

    [Description("the instance is stopped: its device is reset, what it holds is taken back, its requests fail with EIO; all others go on")]
    Stop,

    [Description("as stop; then a fresh instance of the driver is attached in its place, and requests go on")]
    Restart,
}

/// <summary>The bus of a device.</summary>
public enum SlotBus
{
    [Description("that of the platform")]
    System,

    [Description("below it: 24 bits of address, 64 KiB and one cookie at a time, whatever the device can do")]
    Isa,
}

/// <summary>Where the requests come from.</summary>
public enum WorkloadKind
{
    [Description("replayed from a log of real I/O")]
    Iolog,

    [Description("drawn by the seed from shares of reads, sizes and a pattern")]
    Mix,

    [Description("frames that network devices send and get back, each drawn by the seed and checked")]
    Frames,

    [Description("no requests: attach and detach only")]
    None,
}

/// <summary>Where in its page the buffer of a request begins.</summary>
public enum BufferStart
{
    [Description("at any of its sectors: a choice of every request")]
    Sector,

    [Description("with the page: `explore --strategy dpor` has an eighth of the schedules to look at for each request")]
    Page,
}

/// <summary>Which interface of the drivers the requests use.</summary>
public enum DriverInterface
{
    [Description("strategy(9E) of a block device, with buffers of the kernel, as a file system does")]
    Block,

    [Description("read(9E) and write(9E) of a character device, with buffers of a user process that the system may move")]
    Character,
}

/// <summary>Which blocks the requests of a mix touch.</summary>
public enum AccessPattern
{
    [Description("anywhere on the medium")]
    Random,

    [Description("each request begins where the one before ended")]
    Sequential,
}

/// <summary>What the bufs have as b_iodone.</summary>
public enum CompletionRoutine
{
    [Description("nothing: biodone tells the block layer")]
    None,

    [Description("a routine that issues the request once more before it is complete, as a layer that mirrors does: out of biodone, with the locks that are held there")]
    Again,
}

/// <summary>How a run can end.</summary>
public enum ExpectedVerdict
{
    [Description("no rule was broken and the data are right")]
    Passed,

    [Description("a rule was broken, or data differ")]
    Failed,

    [Description("an exception left driver or device code")]
    Panic,

    [Description("contexts wait for each other, or for something that cannot come")]
    Deadlock,

    [Description("the machine goes round in a circle")]
    Livelock,

    [Description("the step bound was reached first")]
    BoundReached,

    [Description("a fault of the scenario never struck, so that the run says nothing")]
    Invalid,
}

/// <summary>What the addresses are that devices use.</summary>
public enum DeviceAddresses
{
    [Description("those of memory; what a device cannot reach is copied through a copy buffer")]
    Physical,

    [Description("virtual ones, translated by an IOMMU with a finite space of them; nothing is copied")]
    Dvma,
}

/// <summary>The buses of sun4u, whose nexuses answer differently.</summary>
public enum DvmaBus
{
    [Description("fast track, windows as large as the device allows, bypass, syncs of parts")]
    Pci,

    [Description("windows of 1 MiB, burst sizes reduced to those of the bus, syncs of the whole window only, a bind never sleeps for space")]
    Sbus,
}
