using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

/// <summary>What must hold of any bound mapping on a platform with an IOMMU: looks at every window, every cookie, and bytes at random.</summary>
internal sealed class DvmaInvariants(DvmaCase bind, DvmaMapping mapping)
{
    private DmaAttributes Attributes => bind.Attributes;

    public void Check(DmaBind result, Dice dice)
    {
        mapping.AssertInvariants();
        Assert.Equal(result == DmaBind.PartialMap, mapping.NumWin(out int windows));
        Assert.Equal(result == DmaBind.PartialMap ? mapping.WindowCount : 0, windows);
        Assert.Equal(result == DmaBind.PartialMap, mapping.WindowCount > 1);
        Look(dice);
        uint next = mapping.Window.Length;
        for (int window = 1; window < mapping.WindowCount; window++)
        {
            if (!mapping.GetWin(window, out DmaWindow found))
            {
                // SBus alone withholds a window: the last, of less than the device's least transfer.
                Assert.True(window == mapping.WindowCount - 1 && mapping.Length - next < Attributes.MinXfer, $"{bind}: window {window}");
                return;
            }
            Assert.Equal(next, found.Offset);
            next += found.Length;
            Look(dice);
        }
        Assert.Equal(bind.Length, next);
        if (mapping.GetWin(0, out _))
            Look(dice);
    }

    private void Look(Dice dice)
    {
        DmaWindow window = mapping.Window;
        List<DmaCookie> cookies = [window.Cookie];
        while (mapping.NextCookie(out DmaCookie cookie))
            cookies.Add(cookie);
        Assert.Equal(window.CookieCount, cookies.Count);
        Assert.Equal((ulong)window.Length, cookies.Aggregate(0UL, (sum, cookie) => sum + cookie.Size));
        Assert.True(mapping.Addressing == DvmaAddressing.Virtual ? cookies.Count == 1 : (uint)cookies.Count <= unchecked((uint)Attributes.SgLen), $"{bind}: {cookies.Count} cookies");
        ulong most = Attributes.CountMax == 0 ? ulong.MaxValue : Attributes.CountMax;
        foreach (DmaCookie cookie in cookies)
        {
            ulong last = cookie.LAddress + (cookie.Size - 1);
            Assert.True(cookie.Size != 0 && cookie.LAddress >= Attributes.AddrLo && last <= Attributes.AddrHi, $"{bind}: {cookie} out of reach");
            Assert.True(cookie.Size - 1 <= most, $"{bind}: {cookie} above the counter");
        }
        if (mapping.Addressing == DvmaAddressing.Virtual)
            LookVirtual(window, dice);
        else
            LookPhysical(window, cookies);
    }

    private void LookVirtual(DmaWindow window, Dice dice)
    {
        DmaCookie cookie = window.Cookie;
        ulong end = cookie.LAddress + cookie.Size;
        bool oneSegment = Attributes.Seg == ulong.MaxValue || cookie.LAddress / (Attributes.Seg + 1) == (end - 1) / (Attributes.Seg + 1);
        Assert.True(oneSegment, $"{bind}: {cookie} crosses a segment");
        Assert.Equal(0UL, mapping.DvmaAddress % Math.Max(1, Attributes.Align));

        // What is held has room for the window and, where asked for, a page behind it that shows nothing.
        uint redZone = (bind.Flags & DmaFlags.RedZone) != DmaFlags.None ? DvmaPage.Size : 0;
        ulong held = (ulong)mapping.Pages * DvmaPage.Size;
        Assert.True(cookie.LAddress >= mapping.DvmaAddress && (ulong)mapping.WindowPages * DvmaPage.Size <= held - redZone, $"{bind}: {cookie} beyond {held} bytes");
        foreach (uint at in (uint[])[0, window.Length - 1, (uint)(dice.Next() % window.Length)])
        {
            ulong device = cookie.LAddress + at;
            ulong inObject = (ulong)bind.Offset + window.Offset + at;
            int page = (int)((device - mapping.DvmaAddress) >> DvmaPage.Shift);
            Assert.True(page < mapping.WindowPages, $"{bind}: byte {at} lies beyond what is shown");
            Assert.Equal(bind.Frames[(int)(inObject >> DvmaPage.Shift)], bind.Frames[mapping.FirstWindowPage + page]);
            Assert.Equal(inObject & DvmaPage.OffsetMask, device & DvmaPage.OffsetMask);
        }
    }

    private void LookPhysical(DmaWindow window, List<DmaCookie> cookies)
    {
        ulong origin = mapping.Addressing == DvmaAddressing.Peer ? 0 : RandomDvma.BypassBase;
        ulong at = (ulong)bind.Offset + window.Offset;
        foreach (DmaCookie cookie in cookies)
        {
            for (uint done = 0; done < cookie.Size;)
            {
                uint inPage = (uint)(at & DvmaPage.OffsetMask);
                Assert.Equal(origin + (bind.Frames[(int)(at >> DvmaPage.Shift)] << DvmaPage.Shift) + inPage, cookie.LAddress + done);
                uint piece = Math.Min(DvmaPage.Size - inPage, cookie.Size - done);
                done += piece;
                at += piece;
            }
        }
    }
}
