using DmaActors.Framework.Rules;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>
/// buf(9S): one block I/O request. The block layer makes it, strategy(9E) receives it, biodone(9F) gives it back; after that the driver must not touch it.
/// </summary>
public sealed class Buf : IDigestible
{
    private readonly ulong nameDigest;
    private BufFlags flags;
    private uint residual;
    private Errno error;

    internal Buf(string name, ActorRef initiator, MemoryObject memory, BufFlags flags, uint byteCount, long blockNumber)
    {
        Name = name;
        nameDigest = TraceDigest.OfName(name);
        Initiator = initiator;
        Memory = memory;
        this.flags = flags | BufFlags.Busy;
        ByteCount = byteCount;
        BlockNumber = blockNumber;
    }

    /// <summary>Who made it and which of its requests it is, for example <c>block/buf#12</c>.</summary>
    public string Name { get; }

    /// <summary>b_bcount: bytes to transfer.</summary>
    public uint ByteCount { get; }

    /// <summary>b_lblkno: where on the device, in blocks of 512 bytes.</summary>
    public long BlockNumber { get; }

    /// <summary>b_flags.</summary>
    public BufFlags Flags
    {
        get => Touched(flags);
        set
        {
            Touched(0);
            flags = value;
        }
    }

    /// <summary>Whether the device's data go to memory.</summary>
    public bool IsRead => (Touched(flags) & BufFlags.Read) != 0;

    /// <summary>b_resid: bytes not transferred.</summary>
    public uint Residual
    {
        get => Touched(residual);
        set
        {
            Touched(0);
            residual = value;
        }
    }

    /// <summary>b_error, set by bioerror(9F).</summary>
    public Errno Error => Touched(error);

    /// <summary>b_iodone: called by biodone(9F) in the caller's context, with the caller's locks held, instead of telling the block layer.</summary>
    public Func<Buf, DdiTask>? IoDone { get; set; }

    /// <summary>b_private and av_forw: the driver's own while the buf is in it.</summary>
    public object? Private { get; set; }

    internal ActorRef Initiator { get; set; }

    internal MemoryObject Memory { get; }

    internal bool IsDone { get; private set; }

    /// <summary>The instance that has it; set by strategy.</summary>
    internal DriverInstance? Instance { get; set; }

    /// <summary>For whoever made it.</summary>
    internal object? InitiatorState { get; set; }

    internal Errno FinalError => error;

    internal uint FinalResidual => residual;

    public void Digest(ref TraceDigest digest) => digest.Add(nameDigest);

    public override string ToString() => $"{Name} ({((flags & BufFlags.Read) != 0 ? "read" : "write")} {ByteCount} at block {BlockNumber})";

    /// <summary>bioerror(9F).</summary>
    internal void SetError(Errno value)
    {
        Touched(0);
        error = value;
        flags = value == Errno.None ? flags & ~BufFlags.Error : flags | BufFlags.Error;
    }

    internal void MarkDone()
    {
        IsDone = true;
        flags = (flags | BufFlags.Done) & ~BufFlags.Busy;
    }

    /// <summary>Every access of a driver passes here: after biodone it is a finding.</summary>
    private T Touched<T>(T value)
    {
        if (IsDone && Instance is { Current: { } context } instance)
            instance.Rules.BufTouched(context, this);
        return value;
    }
}
