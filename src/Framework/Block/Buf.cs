using DmaActors.Framework.Rules;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>
/// buf(9S): one block I/O request. The block layer makes it, strategy(9E) receives it, biodone(9F) gives it back; after that the driver must not touch it.
/// </summary>
public sealed class Buf : IDigestible
{
    private readonly ulong nameDigest;
    private uint byteCount;
    private BufFlags flags;
    private uint residual;
    private Errno error;
    private object? driversOwn;

    internal Buf(string name, ActorRef initiator, MemoryObject memory, BufFlags flags, uint byteCount, long blockNumber)
    {
        Name = name;
        nameDigest = TraceDigest.OfName(name);
        Initiator = initiator;
        Memory = memory;
        this.flags = flags | BufFlags.Busy;
        this.byteCount = byteCount;
        BlockNumber = blockNumber;
    }

    /// <summary>Who made it and which of its requests it is, for example <c>block/buf#12</c>.</summary>
    public string Name { get; }

    /// <summary>b_bcount: bytes to transfer. A mincnt routine lowers it. More than there is memory is a finding, and changes nothing.</summary>
    public uint ByteCount
    {
        get => byteCount;
        set
        {
            Touched(0);
            if (value <= Memory.Length)
                byteCount = value;
            else if (Instance is { Current: not null } instance)
                instance.Misused(this, "b_bcount", $"has {Memory.Length} bytes, and was to have {value}");
            else
                throw new ArgumentOutOfRangeException(nameof(value), value, $"{Name} has {Memory.Length} bytes.");
        }
    }

    /// <summary>b_lblkno: where on the device, in blocks of 512 bytes.</summary>
    public long BlockNumber { get; private set; }

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
    public Func<Buf, DdiTask>? IoDone
    {
        get => Touched(IoDoneRoutine);
        set
        {
            Touched(0);
            IoDoneRoutine = value;
        }
    }

    /// <summary>b_private and av_forw: the driver's own while the buf is in it.</summary>
    public object? Private
    {
        get => Touched(driversOwn);
        set
        {
            Touched(0);
            driversOwn = value;
        }
    }

    internal ulong NameDigest => nameDigest;

    internal ActorRef Initiator { get; set; }

    internal MemoryObject Memory { get; private set; }

    /// <summary>Whose memory that is when the driver allocated it itself.</summary>
    internal KernelMemory? KernelMemory { get; init; }

    /// <summary>The user's buffer that it is a part of; null: it is kernel memory.</summary>
    internal UserMemory? UserMemory { get; private set; }

    /// <summary>Which part begins where in that.</summary>
    internal uint UserOffset { get; private set; }

    /// <summary>For whom of several physio(9F) calls it is; made by the first of them.</summary>
    internal KSema? Physio { get; set; }

    /// <summary>What <see cref="Private"/> is, without touching it.</summary>
    internal object? DriversOwn => driversOwn;

    internal BufPhase Phase { get; set; }

    internal bool IsDone => Phase == BufPhase.Done;

    internal bool IsFreed => Phase == BufPhase.Freed;

    /// <summary>Whether a driver that touches it touches what is not its own: it is complete, and nobody of the driver has waited for it, or it is freed.</summary>
    internal bool IsNotTheDrivers => (IsDone && !IsBack) || IsFreed;

    /// <summary>Whether strategy(9E) may be given it.</summary>
    internal bool CanBeIssued => Phase is BufPhase.Fresh or BufPhase.HandedOn;

    /// <summary>Whether its owner may make it new, or free it.</summary>
    internal bool IsIdle => Phase is not (BufPhase.Issued or BufPhase.Freed);

    /// <summary>For findings, as the rest of a relative clause.</summary>
    internal string WhereItIs => Phase switch
    {
        BufPhase.Issued => "is under way",
        BufPhase.Done => "is complete, and was not made new (bioreset)",
        BufPhase.Freed => "was freed (freerbuf)",
        _ => "is its owner's",
    };

    internal Func<Buf, DdiTask>? IoDoneRoutine { get; private set; }

    /// <summary>Some context waits, or will wait, with biowait(9F).</summary>
    internal bool IsAwaited { get; set; }

    /// <summary>biowait(9F) has answered: who waited may look at how it ended.</summary>
    internal bool IsBack { get; set; }

    /// <summary>What happened before biodone, once the block layer has been told; null before.</summary>
    internal Cause? Ended { get; set; }

    /// <summary>The instance that has it; set by strategy.</summary>
    internal DriverInstance? Instance { get; set; }

    /// <summary>For whoever made it.</summary>
    internal object? InitiatorState { get; set; }

    internal Errno FinalError => error;

    internal uint FinalResidual => residual;

    public void Digest(ref TraceDigest digest) => digest.Add(nameDigest);

    /// <summary>Of its name: known already, where the hash of an object would have to be made. Each is equal to itself only.</summary>
    public override int GetHashCode() => unchecked((int)nameDigest);

    public override string ToString() => $"{Name} ({((flags & BufFlags.Read) != 0 ? "read" : "write")} {ByteCount} at block {BlockNumber})";

    /// <summary>bioerror(9F).</summary>
    internal void SetError(Errno value)
    {
        Touched(0);
        error = value;
        flags = value == Errno.None ? flags & ~BufFlags.Error : flags | BufFlags.Error;
    }

    /// <summary>strategy(9E) gets it.</summary>
    internal void Issue(DriverInstance instance)
    {
        Phase = BufPhase.Issued;
        Instance = instance;
    }

    /// <summary>The fields of a request for a part of a user's buffer: B_PHYS, b_addr, b_bcount, b_lblkno.</summary>
    internal void Address(UserMemory user, uint offset, uint bytes, long blockNumber, BufFlags direction)
    {
        // Where the buffer is locked, the frames are known; elsewhere they are looked up at the bind, which works for the whole of it.
        Memory = user.IsLocked(offset, bytes) || offset > 0 ? user.View(offset) : user.Object;
        (UserMemory, UserOffset, byteCount, BlockNumber) = (user, offset, bytes, blockNumber);
        flags = direction | BufFlags.Phys | BufFlags.Busy;
    }

    /// <summary>bioreset(9F).</summary>
    internal void Reset()
    {
        Phase = BufPhase.Fresh;
        IsAwaited = IsBack = false;
        Ended = null;
        IoDoneRoutine = null;
        error = Errno.None;
        residual = 0;
        flags = (flags & (BufFlags.Read | BufFlags.Phys)) | BufFlags.Busy;
    }

    internal void MarkFreed() => Phase = BufPhase.Freed;

    internal void MarkDone()
    {
        Phase = BufPhase.Done;
        flags = (flags | BufFlags.Done) & ~BufFlags.Busy;
    }

    /// <summary>Every access of a driver passes here: after biodone it is a finding, except for who has waited for it, and after freerbuf always.</summary>
    private T Touched<T>(T value)
    {
        if (IsNotTheDrivers && Instance is { Current: { } context } instance)
            instance.Rules.BufTouched(context, this);
        return value;
    }
}
