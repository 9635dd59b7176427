using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Lab.Scenarios;

/// <summary>Physical memory. A platform gives its defaults, a scenario changes single keys.</summary>
public sealed class MemorySection
{
    [Description("How much memory the machine has, from address 0 on; a multiple of the page size.")]
    [Range(1L << 20, 1L << 40)]
    public long SizeBytes { get; set; } = 256L << 20;

    [Description("Which page frames the pages of a buffer get: that decides how many cookies a bind gives.")]
    public FrameOrder Frames { get; set; } = FrameOrder.Scattered;

    [Description(
        "How long after a read or write of a character device has begun the system moves a page of the user's buffer to another frame, unless it is locked; 0 means never. "
            + "In untimed mode it can happen at any moment of the call."
    )]
    [Range(0, 1_000_000_000)]
    public long PageMoveNanoseconds { get; set; }

    [Description("How many pages of users can be locked at once (physio, ddi_umem_lock); 0 means any number.")]
    [Range(0, int.MaxValue)]
    public int LockablePages { get; set; }
}

/// <summary>What the system has to give to DMA. All of it can run out; then callbacks run.</summary>
public sealed class NexusSection
{
    [Description(
        "Pages of the pool for copy buffers, all devices together. "
            + "A page that a device cannot reach is copied through them; a small pool makes binds fail and callbacks run."
    )]
    [Range(0, 1 << 24)]
    public int CopyBufferPages { get; set; } = 1024;

    [Description("The largest copy buffer of one bind. What does not fit is moved in several windows.")]
    [Range(4L << 10, 1L << 30)]
    public long CopyBufferMaxBytes { get; set; } = 0x101000;

    [Description("How many DMA handles may exist at once; 0 means any number.")]
    [Range(0, int.MaxValue)]
    public int Handles { get; set; }

    [Description("How many binds may be outstanding at once (storage for their cookies); 0 means any number.")]
    [Range(0, int.MaxValue)]
    public int Bindings { get; set; }

    [Description("How many pages of memory for DMA (ddi_dma_mem_alloc) all devices together may have at once; 0 means as many as are free.")]
    [Range(0, int.MaxValue)]
    public int DmaMemoryPages { get; set; }

    [Description("How many pieces of memory for DMA may exist at once (room for their access handles); 0 means any number.")]
    [Range(0, int.MaxValue)]
    public int AccessHandles { get; set; }
}

/// <summary>The bus between devices and memory.</summary>
public sealed class BusSection
{
    [Description(
        "The most that a device moves in one turn. Unbind, stop and detach can fall between two turns. "
            + "In untimed mode each cookie moves in two turns, whatever its size."
    )]
    [Range(64, 1L << 30)]
    public long GrantBytes { get; set; } = 4L << 10;

    [Description("How fast data move once the bus is granted.")]
    [Range(1L << 10, 1L << 40)]
    public long BandwidthBytesPerSecond { get; set; } = 133L << 20;

    [Description("What each burst costs before its first byte moves: arbitration and address.")]
    [Range(0, 1_000_000_000)]
    public long BurstLatencyNanoseconds { get; set; } = 240;

    [Description("The buffer in the bridge through which a device's writes reach memory.")]
    public BridgeSection Bridge { get; set; } = new();

    [Description("The DMA controller of an ISA machine, which is there if a device has a `dmaChannel`.")]
    public IsaSection Isa { get; set; } = new();
}

/// <summary>How long the DMA controller takes.</summary>
public sealed class IsaSection
{
    [Description("What it takes to get the bus: for each transfer in single mode, else once a turn.")]
    [Range(0, 1_000_000_000)]
    public long ArbitrationNanoseconds { get; set; } = 500;

    [Description("What it takes to move a byte, or a word on channels 5 to 7.")]
    [Range(0, 1_000_000_000)]
    public long TransferNanoseconds { get; set; } = 1_000;
}

/// <summary>The write buffer of the bridge: a wired interrupt does not push it, so a handler can see memory as it was before the transfer.</summary>
public sealed class BridgeSection
{
    [Description("How many writes it holds; 0 means that each write reaches memory at once.")]
    [Range(0, 65_536)]
    public int Depth { get; set; } = 16;

    [Description("How long a write stays in it if nothing pushes it out.")]
    [Range(0, 1_000_000_000)]
    public long DrainNanoseconds { get; set; } = 500;
}

/// <summary>What the steps of the machine take. In untimed mode only the order of timers depends on it.</summary>
public sealed class TimingSection
{
    [Description("From a driver's write of a register to its arrival at the device. The driver does not wait for it.")]
    [Range(0, 1_000_000_000)]
    public long RegisterWriteNanoseconds { get; set; } = 200;

    [Description("From a driver's read of a register to its answer; it pushes the writes before it.")]
    [Range(0, 1_000_000_000)]
    public long RegisterReadNanoseconds { get; set; } = 800;

    [Description("From the rise of an interrupt line to the handler.")]
    [Range(0, 1_000_000_000)]
    public long InterruptNanoseconds { get; set; } = 2_000;

    [Description("From the request of a callback pass to its run at soft level.")]
    [Range(0, 1_000_000_000)]
    public long SoftcallNanoseconds { get; set; } = 5_000;

    [Description("What a call of the system takes: allocate, bind, move a window, sync, unbind, free.")]
    [Range(0, 1_000_000_000)]
    public long CallNanoseconds { get; set; } = 500;
}
