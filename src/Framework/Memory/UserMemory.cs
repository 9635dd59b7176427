using DmaActors.Hardware.Memory;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Framework;

/// <summary>
/// A buffer in the address space of a user process. A driver cannot touch it, and the system may move a page of it to another frame whenever it likes, unless the page is
/// locked (manual, Object Locking): physio(9F) and ddi_umem_lock(9F).
/// </summary>
public sealed class UserMemory
{
    private readonly MemoryProvider system;

    /// <summary>For each page how often it is locked.</summary>
    private readonly int[] locks;

    /// <param name="memory">The pages.</param>
    /// <param name="system">Whose pages they are.</param>
    /// <param name="isReadOnly">Whether the process may only read it.</param>
    internal UserMemory(MemoryObject memory, MemoryProvider system, bool isReadOnly = false)
    {
        Object = memory;
        this.system = system;
        IsReadOnly = isReadOnly;
        locks = new int[memory.PageAddresses.Length];
        Length = (uint)memory.Length;
        PageOffset = (uint)memory.Offset;
    }

    /// <summary>Bytes.</summary>
    public uint Length { get; }

    /// <summary>Whether the process may only read it, so that nobody may write to it on its behalf.</summary>
    public bool IsReadOnly { get; }

    internal MemoryObject Object { get; }

    /// <summary>Handles that have a part of it bound now, in the order of their binds.</summary>
    internal List<DmaHandle> Bound { get; } = [];

    /// <summary>The process is done with it; its pages may belong to others.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Held while a page of it moves: until then nobody locks it, and the process does not let go of it.</summary>
    internal Gate Gate => system.Gate;

    internal int Pages => locks.Length;

    /// <summary>Where its first byte is in its page. Kept, since the process may use its memory for something else while a driver that forgot to unlock it has a lock on it.</summary>
    internal uint PageOffset { get; }

    /// <summary>Bytes from the first byte to the end of the last page.</summary>
    internal uint MappedBytes => ((uint)locks.Length * PageBytes) - PageOffset;

    internal uint PageBytes => (uint)system.PageSize.Bytes;

    /// <summary>Whether none of these bytes can move.</summary>
    internal bool IsLocked(uint offset, uint length)
    {
        using var inside = Gate.Enter();
        var (first, count) = PagesOf(offset, length);
        return locks.AsSpan(first, count).IndexOf(0) < 0;
    }

    /// <summary>Locks the pages of some bytes.</summary>
    /// <returns>EFAULT: no such bytes; EACCES: the process may not write them; ENOMEM: more than can be locked at all; EAGAIN: more than can be locked now.</returns>
    internal Errno Lock(uint offset, uint length, bool forWriting)
    {
        using var inside = Gate.Enter();
        if (IsGone || offset > MappedBytes || length > MappedBytes - offset)
            return Errno.EFAULT;
        if (forWriting && IsReadOnly)
            return Errno.EACCES;
        var (first, count) = PagesOf(offset, length);
        if (!system.TryLockPages(count))
            return count > system.LockablePages ? Errno.ENOMEM : Errno.EAGAIN;
        for (var page = first; page < first + count; page++)
            locks[page]++;
        return Errno.None;
    }

    internal void Unlock(uint offset, uint length)
    {
        using var inside = Gate.Enter();
        var (first, count) = PagesOf(offset, length);
        system.UnlockPages(count);
        for (var page = first; page < first + count; page++)
            locks[page]--;
    }

    /// <summary>The bytes from some place on, as long as they are locked.</summary>
    internal MemoryObject View(uint offset)
    {
        using var inside = Gate.Enter();
        var (first, count) = PagesOf(offset, Length - offset);
        var view = system.Empty();
        view.Map(Object.PageAddresses.Slice(first, count), (int)((PageOffset + offset) % PageBytes), Length - offset);
        return view;
    }

    /// <summary>The system moves a page to another frame. False: it is locked, or there is no frame.</summary>
    internal bool TryMovePage(int page)
    {
        using var inside = Gate.Enter();
        return !IsGone && locks[page] == 0 && Object.TryMovePage(page);
    }

    /// <summary>The process is done with it: none of its pages moves from here on.</summary>
    internal void LetGo()
    {
        using var inside = Gate.Enter();
        IsGone = true;
    }

    private (int First, int Count) PagesOf(uint offset, uint length)
    {
        var first = (PageOffset + offset) / PageBytes;
        var end = (PageOffset + offset + length + PageBytes - 1) / PageBytes;
        return ((int)first, (int)(end - first));
    }
}
