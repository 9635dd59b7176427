using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>The raw cookie list the slow way: pieces, then which of them begin a cookie, then sums.</summary>
internal static class NaiveRawCookies
{
    public static List<DmaCookie> Build(BindCase bind)
    {
        DmaAttributes a = bind.Attributes;
        List<(UInt128 Address, uint Size)> pieces = Pieces(bind);
        bool bounceOnSeg = a.Flags.HasFlag(DmaAttributeFlags.BounceOnSeg)
            && ((pieces.Exists(p => p.Address + p.Size > a.Seg) && pieces.Exists(p => p.Address + p.Size <= a.Seg))
                || pieces.Skip(1).Any(p => p.Address == (UInt128)a.Seg + 1));
        UInt128 maxXfer = a.MaxXfer / a.Granular * a.Granular;
        UInt128 most = UInt128.Min(maxXfer, UInt128.Min((UInt128)a.Seg + 1, (UInt128)a.CountMax + 1));

        List<DmaCookie> cookies = [];
        for (int k = 0; k < pieces.Count; k++)
        {
            (UInt128 address, uint size) = pieces[k];
            if (address < a.AddrLo || address + size > a.AddrHi || (bounceOnSeg && address + size > a.Seg))
            {
                cookies.Add(new DmaCookie((ulong)address, size, 0x8000_0000));
                continue;
            }
            bool begins = k == 0
                || cookies[^1].Type != 0
                || address != pieces[k - 1].Address + pieces[k - 1].Size
                || ((ulong)address & a.Seg) == 0
                || (UInt128)cookies[^1].Size + size > most;
            if (begins)
                cookies.Add(new DmaCookie((ulong)address, size, 0));
            else
                cookies[^1] = new DmaCookie(cookies[^1].LAddress, cookies[^1].Size + size, 0);
        }
        return cookies;
    }

    public static List<(UInt128 Address, uint Size)> Pieces(BindCase bind)
    {
        List<(UInt128, uint)> pieces = [];
        uint behind = bind.Offset + bind.Length;
        for (int k = 0; k < bind.Frames.Length; k++)
        {
            uint start = Math.Max((uint)k * 4096, bind.Offset);
            uint end = Math.Min(((uint)k + 1) * 4096, behind);
            pieces.Add(((UInt128)bind.Frames[k] * 4096 + (start % 4096), end - start));
        }
        return pieces;
    }
}
