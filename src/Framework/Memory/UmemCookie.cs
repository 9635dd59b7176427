namespace DmaActors.Framework;

/// <summary>ddi_umem_cookie_t: pages of a user process that are locked.</summary>
public sealed class UmemCookie
{
    internal UmemCookie(UserMemory memory, uint offset, uint length, UmemLockFlags flags, string lockedBy)
    {
        LockedBy = lockedBy;
        Memory = memory;
        Offset = offset;
        Length = length;
        Flags = flags;
    }

    /// <summary>Bytes.</summary>
    public uint Length { get; }

    /// <summary>What they were locked for.</summary>
    public UmemLockFlags Flags { get; }

    /// <summary>Whether ddi_umem_unlock(9F) has not been called.</summary>
    public bool IsLocked => UnlockedBy is null;

    internal UserMemory Memory { get; }

    internal uint Offset { get; }

    /// <summary>The context that locked them.</summary>
    internal string LockedBy { get; }

    /// <summary>The context that unlocked them first; null: they are locked.</summary>
    internal string? UnlockedBy { get; set; }
}

/// <summary>What ddi_umem_lock(9F) is told, with the system's numbers: exactly one of them.</summary>
[Flags]
public enum UmemLockFlags
{
    None = 0,

    /// <summary>DDI_UMEMLOCK_READ: a device is going to read the memory.</summary>
    Read = 1,

    /// <summary>DDI_UMEMLOCK_WRITE: a device is going to write it.</summary>
    Write = 2,
}

/// <summary>What ddi_umem_lock(9F) gives.</summary>
/// <param name="Error">None, EFAULT, EACCES, ENOMEM, EAGAIN or EINVAL.</param>
/// <param name="Cookie">Null unless there was no error.</param>
public readonly record struct UmemLockResult(Errno Error, UmemCookie? Cookie) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((long)Error);
}
