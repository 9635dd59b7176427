namespace DmaActors.Framework.Dma;

/// <summary>
/// The part of DVMA that is divided into slots of one size, for binds small enough: no search, no fragmentation. The slots are tried in turn, beginning behind
/// the one given last, so that an address comes back as late as possible.
/// </summary>
internal sealed class FastTrack
{
    private readonly bool[] taken;
    private int next;

    /// <summary>A fast track with nothing in use.</summary>
    /// <param name="start">Address of the first slot.</param>
    /// <param name="slots">How many there are; with 0 there is no fast track.</param>
    /// <param name="slotPages">Pages of a slot.</param>
    public FastTrack(ulong start, int slots = 512, int slotPages = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slotPages);
        Start = start;
        SlotPages = slotPages;
        taken = new bool[slots];
    }

    /// <summary>Address of the first slot.</summary>
    public ulong Start { get; }

    /// <summary>Pages of a slot: what a bind may need at most.</summary>
    public int SlotPages { get; }

    /// <summary>Bytes of all slots.</summary>
    public ulong Bytes => (ulong)taken.Length * SlotBytes;

    /// <summary>Slots in use.</summary>
    public int InUse { get; private set; }

    private ulong SlotBytes => (ulong)SlotPages << DvmaPage.Shift;

    /// <summary>Nothing in use again, and the first slot is next.</summary>
    public void Reset()
    {
        Array.Clear(taken);
        next = 0;
        InUse = 0;
    }

    /// <summary>
    /// Whether any slot would do: few enough pages, and no limit that one slot keeps and another does not. Slots are as aligned as they are large.
    /// </summary>
    public bool Admits(in DvmaRequest request)
    {
        ulong segment = unchecked(request.Seg + 1);
        return taken.Length != 0
            && request.Pages <= SlotPages
            && request.Within.Contains(new AddressRange(Start, Start + Bytes - 1))
            && IsMultipleOf(request.Align)
            && (segment == 0 || segment % SlotBytes == 0) && Start % SlotBytes == 0;
    }

    /// <summary>Takes the next free slot; false if there is none.</summary>
    /// <param name="address">Its address, if true is returned.</param>
    public bool TryTake(out ulong address)
    {
        address = 0;
        if (InUse == taken.Length)
            return false;
        while (taken[next])
            next = (next + 1) % taken.Length;
        taken[next] = true;
        address = Start + ((ulong)next * SlotBytes);
        next = (next + 1) % taken.Length;
        InUse++;
        return true;
    }

    /// <summary>Whether an address lies in a slot, and so was given by <see cref="TryTake"/>.</summary>
    public bool Owns(ulong address) => address >= Start && address - Start < Bytes;

    /// <summary>Takes a slot back.</summary>
    /// <exception cref="InvalidOperationException">There is no such slot, or it is not in use: a fault of ours.</exception>
    public void Free(ulong address)
    {
        ulong slot = Owns(address) && (address - Start) % SlotBytes == 0 ? (address - Start) / SlotBytes : ulong.MaxValue;
        if (slot == ulong.MaxValue || !taken[slot])
            throw new InvalidOperationException($"The slot of 0x{address:X} is freed, but it is not in use.");
        taken[slot] = false;
        InUse--;
    }

    private bool IsMultipleOf(ulong align) => align <= 1 || (Start % align == 0 && SlotBytes % align == 0);
}
