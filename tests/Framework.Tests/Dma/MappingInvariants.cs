using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>What must hold of every bound object, whatever algorithm cut it.</summary>
internal sealed class MappingInvariants
{
    private readonly BindCase bind;
    private readonly DmaMapping mapping;
    private readonly bool[] bouncedPages;
    private readonly ulong[] copyFrames;

    public MappingInvariants(BindCase bind, DmaMapping mapping)
    {
        this.bind = bind;
        this.mapping = mapping;
        copyFrames = BindCase.CopyFrames[..mapping.CopyPages];
        bouncedPages = new bool[bind.Frames.Length];
        uint offset = 0;
        foreach (DmaCookie cookie in NaiveRawCookies.Build(bind))
        {
            bouncedPages[(bind.Offset + offset) / 4096] = cookie.Type != 0;
            offset += cookie.Size;
        }
    }

    /// <summary>Visits all windows, in an order of the dice's choice where they can be chosen.</summary>
    public void Check(DmaBind result, Dice dice)
    {
        mapping.AssertInvariants();
        Require(result is DmaBind.Mapped or DmaBind.PartialMap, $"bound with {result}");
        Require((result == DmaBind.PartialMap) == mapping.WindowCount > 1, "PARTIAL_MAP means several windows");
        Require(mapping.NumWin(out int windows) == (result == DmaBind.PartialMap), "numwin");
        Require(windows == (result == DmaBind.PartialMap ? mapping.WindowCount : 0), "number of windows");
        int count = mapping.WindowCount;
        DmaWindow[] found = new DmaWindow[count];
        found[0] = mapping.Window;
        CheckWindow(mapping.Window, count == 1);
        if (mapping.HasWindow(0))
        {
            int start = dice.Between(0, count - 1);
            int stride = dice.OneIn(2) ? 1 : count - 1;
            for (int k = 0; k < count; k++)
            {
                int window = (start + (k * stride)) % count;
                Require(mapping.GetWin(window, out found[window]), "getwin");
                CheckWindow(found[window], window == count - 1);
            }
        }
        uint next = 0;
        foreach (DmaWindow window in found)
        {
            Require(window.Offset == next, "windows follow one another");
            next += window.Length;
        }
        Require(next == bind.Length, "windows sum to the object");
    }

    private void CheckWindow(DmaWindow window, bool isLast)
    {
        DmaAttributes a = bind.Attributes;
        Require(window.Length > 0 && window.CookieCount > 0, "a window has bytes");
        Require((uint)window.CookieCount <= unchecked((uint)a.SgLen), "cookies within sgllen");
        Require(window.Length <= a.MaxXfer / a.Granular * a.Granular, "window within maxxfer");
        Require(isLast || window.Length % a.Granular == 0, "window is a multiple of granular");

        BouncedPieces pieces = mapping.BouncedPieces;
        List<(ulong Start, ulong End)> copies = [];
        ulong bounced = 0;
        uint offset = window.Offset;
        DmaCookie cookie = window.Cookie;
        for (int k = 0; k < window.CookieCount; k++)
        {
            Require(k == 0 || mapping.NextCookie(out cookie), "nextcookie");
            CheckCookie(cookie, offset);
            if (cookie.Type != 0)
            {
                Require(pieces.MoveNext(), "a piece to copy");
                Require(pieces.Current == new BouncedPiece(offset, cookie.LAddress, cookie.Size), "the piece to copy");
                foreach ((ulong start, ulong end) in copies)
                    Require(cookie.LAddress >= end || cookie.LAddress + cookie.Size <= start, "copies do not overlap");
                copies.Add((cookie.LAddress, cookie.LAddress + cookie.Size));
                bounced += cookie.Size;
            }
            offset += cookie.Size;
        }
        Require(!pieces.MoveNext(), "no more pieces than bounced cookies");
        Require(!mapping.NextCookie(out _), "no more cookies than counted");
        Require(offset - window.Offset == window.Length, "cookies sum to the window");
        Require(bounced <= (ulong)copyFrames.Length * 4096, "copies fit into the copy buffer");
    }

    private void CheckCookie(DmaCookie cookie, uint offset)
    {
        DmaAttributes a = bind.Attributes;
        ulong last = cookie.LAddress + cookie.Size - 1;
        Require(cookie.Size > 0, "a cookie has bytes");
        Require(cookie.LAddress >= a.AddrLo && last <= a.AddrHi, "cookie within reach");
        Require(cookie.Size - 1 <= a.CountMax, "cookie within countmax");
        Require(cookie.Size <= mapping.Limits.MaxCookie, "cookie within the largest");
        if (ulong.IsPow2(unchecked(a.Seg + 1)))
            Require((cookie.LAddress & ~a.Seg) == (last & ~a.Seg), "cookie within a segment");
        Require(cookie.Type is 0 or 0x8000_0000, "type");

        uint place = bind.Offset + offset;
        if (cookie.Type != 0)
        {
            Require(bouncedPages[place / 4096], "only what is out of reach is bounced");
            Require(cookie.LAddress % 4096 == place % 4096, "a copy keeps its place in the page");
            Require(cookie.LAddress / 4096 == last / 4096, "a copy does not span pages");
            Require(Array.IndexOf(copyFrames, cookie.LAddress / 4096) >= 0, "a copy lies in the copy buffer");
            return;
        }
        for (uint done = 0; done < cookie.Size;)
        {
            uint at = place + done;
            Require(!bouncedPages[at / 4096], "what is out of reach is bounced");
            Require(cookie.LAddress + done == (bind.Frames[at / 4096] * 4096) + (at % 4096), "a cookie is the object's memory");
            done += 4096 - (at % 4096);
        }
    }

    private void Require(bool condition, string what)
    {
        if (!condition)
            Assert.Fail($"{what}: {bind}");
    }
}
