using DmaActors.Framework.Dma;

namespace DmaActors.Lab.Verification;

/// <summary>Runs one bind vector and looks for the first thing that is not as expected.</summary>
internal sealed class BindVectorRun
{
    // Frames of a copy buffer for nobody to look at, far from those of any object. Its pages are not adjacent.
    private const ulong CopyFrames = 1UL << 51;

    private readonly BindVector vector;
    private readonly ExpectedBind expected;

    public BindVectorRun(BindVector vector)
    {
        this.vector = vector;
        expected = vector.Expected;
    }

    /// <summary>The first difference; null if everything is as expected.</summary>
    public VectorDifference? FirstDifference()
    {
        bool allocated = DmaLimits.TryDerive(vector.Attributes, out DmaLimits? limits);
        if (allocated != expected.IsAllocated)
            return new VectorDifference(AllocName(expected.IsAllocated), AllocName(allocated));
        if (limits is null)
            return null;

        DmaMapping mapping = new(limits);
        DmaBind bind = Bind(mapping);
        if (bind != expected.Bind)
            return new VectorDifference($"bind {ExpectedBind.Name(expected.Bind)}", $"bind {ExpectedBind.Name(bind)}");
        VectorDifference? difference =
            VectorDifference.Between("maxCookie", expected.MaxCookie, limits.MaxCookie)
            ?? VectorDifference.Between("usesCopybuf", expected.UsesCopyBuffer, mapping.UsesCopyBuffer);
        return difference is not null || !mapping.IsBound ? difference : Bound(mapping);
    }

    private static string AllocName(bool allocated) => allocated ? "alloc OK" : "alloc BADATTR";

    private DmaBind Bind(DmaMapping mapping)
    {
        mapping.Plan(vector.Frames, vector.Offset, vector.Length, vector.Flags, vector.CopyBufferMax);
        if (mapping.CopyPagesRequired != 0)
        {
            bool refused = mapping.Limits.CopyBufferRefusal(lowestMemory: 0) != CopyBufferRefusal.None;
            if (refused || mapping.CopyPages == 0)
            {
                mapping.Unbind();
                return DmaBind.NoResources;
            }
        }
        ulong[] copyFrames = new ulong[mapping.CopyPages];
        for (int page = 0; page < copyFrames.Length; page++)
            copyFrames[page] = CopyFrames + ((ulong)page * 2);
        return mapping.Finish(copyFrames);
    }

    private VectorDifference? Bound(DmaMapping mapping)
    {
        VectorDifference? difference =
            VectorDifference.Between("fastPath", expected.IsFastPath, mapping.IsFastPath)
            ?? VectorDifference.Between("cookieCount", expected.CookieCount, (ulong)mapping.Window.CookieCount)
            ?? VectorDifference.Between("windowCount", expected.WindowCount, (ulong)mapping.WindowCount)
            ?? VectorDifference.Between("number of windows listed", expected.Windows.Length, mapping.WindowCount)
            ?? VectorDifference.Between("numwin succeeds", expected.Bind == DmaBind.PartialMap, mapping.NumWin(out _))
            ?? VectorDifference.Between("getwin(0) succeeds", !expected.IsFastPath, mapping.HasWindow(0))
            ?? VectorDifference.Between("getwin beyond the last succeeds", false, mapping.HasWindow(mapping.WindowCount))
            ?? Window(mapping, 0, mapping.Window);
        if (difference is not null || mapping.IsFastPath)
            return difference;

        for (int window = 0; window < mapping.WindowCount && difference is null; window++)
            difference = Visit(mapping, window);
        for (int window = mapping.WindowCount - 1; window >= 0 && difference is null; window--)
            difference = Visit(mapping, window);
        return difference;
    }

    private VectorDifference? Visit(DmaMapping mapping, int index) =>
        mapping.GetWin(index, out DmaWindow window)
            ? Window(mapping, index, window)
            : new VectorDifference($"getwin({index}) succeeds", $"getwin({index}) fails");

    private VectorDifference? Window(DmaMapping mapping, int index, DmaWindow found)
    {
        ExpectedWindow wanted = expected.Windows[index];
        if (wanted.Offset != found.Offset || wanted.Size != found.Length || wanted.Cookies.Length != found.CookieCount)
        {
            return new VectorDifference(
                $"window {index} off {wanted.Offset} size {wanted.Size} cookies {wanted.Cookies.Length}",
                $"window {index} off {found.Offset} size {found.Length} cookies {found.CookieCount}");
        }
        DmaCookie cookie = found.Cookie;
        ulong place = (ulong)vector.Offset + found.Offset;
        for (int k = 0; k < wanted.Cookies.Length; k++)
        {
            if (k > 0 && !mapping.NextCookie(out cookie))
                return new VectorDifference($"window {index} cookie {k}", "no further cookie");
            if (!Matches(wanted.Cookies[k], cookie, place))
                return new VectorDifference($"window {index} cookie {k} {wanted.Cookies[k]}", $"window {index} cookie {k} {cookie}");
            place += cookie.Size;
        }
        return mapping.NextCookie(out _) ? new VectorDifference($"window {index} ends", $"window {index} has a further cookie") : null;
    }

    // The page of a copy is free, but it has to be one of the copy buffer, and the place in the page is that of the object's bytes.
    private static bool Matches(ExpectedCookie wanted, DmaCookie found, ulong place)
    {
        if (wanted.Size != found.Size)
            return false;
        bool bounced = (found.Type & DmaCookie.InCopyBuffer) != 0;
        if (wanted.Address is { } address)
            return !bounced && address == found.LAddress;
        return bounced
            && found.LAddress >> DmaPage.Shift >= CopyFrames
            && (found.LAddress & DmaPage.OffsetMask) == (place & DmaPage.OffsetMask);
    }
}
