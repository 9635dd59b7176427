using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>What handle allocation and bind answer, decided a second time: each rule as a sentence on unlimited numbers, in the order in which the reference asks.</summary>
internal static class NaiveBind
{
    /// <summary>The largest cookie of a device, in bytes.</summary>
    public static UInt128 MaxCookie(DmaAttributes a)
    {
        UInt128 smallest = UInt128.Min(WholeGranules(a), UInt128.Min((UInt128)a.Seg + 1, (UInt128)a.CountMax + 1));
        return UInt128.Min(smallest, uint.MaxValue);
    }

    /// <summary>Whether a handle can be had for these attributes.</summary>
    public static bool IsAccepted(DmaAttributes a)
    {
        bool hasRoomForPages = (UInt128)a.Seg + 1 >= 4096 && (UInt128)a.CountMax + 1 >= 4096 && a.MaxXfer >= 4096;
        bool hasWholePages = ((UInt128)a.Seg + 1) % 4096 == 0;
        bool hasGranule = a.Granular is >= 1 and <= 4096;
        bool hasReach = a.AddrHi > a.AddrLo;
        bool bouncesInReach = !a.Flags.HasFlag(DmaAttributeFlags.BounceOnSeg) || a.Seg <= a.AddrHi;
        return hasRoomForPages && hasWholePages && hasGranule && hasReach && a.SgLen != 0 && MaxCookie(a) >= 4096 && bouncesInReach;
    }

    /// <summary>Whether such a device can ever have a copy buffer, on a machine whose memory begins at 0.</summary>
    public static bool CanHaveCopyBuffer(DmaAttributes a) => uint.PopCount(a.MinXfer) == 1 && a.AddrLo == 0 && a.AddrHi >= 0xFF_FFFF;

    /// <summary>The answer of a bind. Null: the reference's windows are wrong, and it cannot be told from them.</summary>
    /// <param name="bind">The bind, of attributes that are accepted.</param>
    /// <param name="windows">The windows, if the bind succeeds.</param>
    public static DmaBind? Answer(BindCase bind, out ReferenceWindows? windows)
    {
        windows = null;
        List<DmaCookie> raw = NaiveRawCookies.Build(bind);
        int bounced = raw.Count(cookie => cookie.Type != 0);
        int copyPages = (int)Math.Min((uint)bounced, bind.CopyBufferMax / 4096);
        if (bounced > 0 && (copyPages == 0 || !CanHaveCopyBuffer(bind.Attributes)))
            return DmaBind.NoResources;
        bool fits = copyPages == bounced && bind.Length <= WholeGranules(bind.Attributes) && (ulong)raw.Count <= unchecked((uint)bind.Attributes.SgLen);
        if (!fits && !bind.Flags.HasFlag(DmaFlags.Partial))
            return DmaBind.TooBig;
        ReferenceWindows cut = new(bind, raw, copyPages);
        if (!cut.IsSound)
            return null;
        if (!cut.IsMappable)
            return DmaBind.NoMapping;
        windows = cut;
        return cut.Windows.Count > 1 ? DmaBind.PartialMap : DmaBind.Mapped;
    }

    private static UInt128 WholeGranules(DmaAttributes a) => a.Granular == 0 ? 0 : (UInt128)a.MaxXfer / a.Granular * a.Granular;
}
