using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

/// <summary>An arena that tries every page and looks at each of its bytes' limits in the plainest way.</summary>
internal sealed class NaiveArena(AddressRange range)
{
    private readonly State[] pages = new State[(int)(range.Bytes / DvmaPage.Size)];
    private readonly Stack<int> cached = new();

    private enum State
    {
        Free,
        Cached,
        Taken,
    }

    public int InUse => pages.Count(page => page == State.Taken);

    public int LargestFree
    {
        get
        {
            int most = 0, run = 0;
            foreach (State page in pages)
            {
                run = page == State.Free ? run + 1 : 0;
                most = Math.Max(most, run);
            }
            return most;
        }
    }

    public bool TryAllocate(in DvmaRequest request, out ulong address)
    {
        int found = IsPlain(request) && cached.Count > 0 ? cached.Pop() : Search(request);
        if (found < 0 && cached.Count > 0)
        {
            while (cached.Count > 0)
                pages[cached.Pop()] = State.Free;
            found = Search(request);
        }
        address = found < 0 ? 0 : AddressOf(found);
        for (int page = found; found >= 0 && page < found + request.Pages; page++)
            pages[page] = State.Taken;
        return found >= 0;
    }

    public void Free(in DvmaRequest request, ulong address)
    {
        int first = (int)((address - range.First) / DvmaPage.Size);
        bool cache = IsPlain(request) && cached.Count < 64;
        for (int page = first; page < first + request.Pages; page++)
            pages[page] = cache ? State.Cached : State.Free;
        if (cache)
            cached.Push(first);
    }

    /// <summary>Whether the pages from <paramref name="address"/> on keep the limits of <paramref name="request"/>.</summary>
    public static bool Keeps(in DvmaRequest request, ulong address)
    {
        ulong last = address + ((ulong)request.Pages * DvmaPage.Size) - 1;
        bool oneSegment = request.Seg == ulong.MaxValue || address / (request.Seg + 1) == last / (request.Seg + 1);
        return oneSegment && address >= request.Within.First && last <= request.Within.Last && address % Math.Max(request.Align, 1) == 0;
    }

    private static bool IsMultiple(ulong value, ulong of) => of == 0 || value % of == 0;

    private bool IsPlain(in DvmaRequest request) =>
        request.Pages == 1 && request.Within.First <= range.First && request.Within.Last >= range.Last
        && IsMultiple(DvmaPage.Size, request.Align) && (request.Seg == ulong.MaxValue || IsMultiple(request.Seg + 1, DvmaPage.Size));

    private int Search(in DvmaRequest request)
    {
        for (int first = 0; first + request.Pages <= pages.Length; first++)
        {
            if (Keeps(request, AddressOf(first)) && pages.AsSpan(first, request.Pages).IndexOfAnyExcept(State.Free) < 0)
                return first;
        }
        return -1;
    }

    private ulong AddressOf(int page) => range.First + ((ulong)page * DvmaPage.Size);
}
