using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class BindModelProperties
{
    private const int Cases = 100_000;

    [Fact]
    public void Windows_are_those_of_the_reference_wherever_it_is_right()
    {
        int compared = 0;
        for (int k = 0; k < Cases; k++)
        {
            BindCase bind = BindCase.Random(new Dice((ulong)k + 1_000_000), mostPages: 24);
            DmaMapping mapping = new(bind.Limits);
            DmaBind result = bind.Bind(mapping);
            List<DmaCookie> raw = NaiveRawCookies.Build(bind);
            int required = raw.Count(cookie => cookie.Type != 0);
            int copyPages = Math.Min(required, (int)(bind.CopyBufferMax / 4096));
            bool needsWindows = copyPages < required
                || bind.Length > bind.Attributes.MaxXfer / bind.Attributes.Granular * bind.Attributes.Granular
                || raw.Count > unchecked((uint)bind.Attributes.SgLen);
            if (needsWindows && !bind.Flags.HasFlag(DmaFlags.Partial))
            {
                Assert.True(result == DmaBind.TooBig, $"{result} instead of TooBig: {bind}");
                continue;
            }
            ReferenceWindows reference = new(bind, raw, copyPages);
            if (!reference.IsSound)
                continue;
            compared++;
            DmaBind expected = !reference.IsMappable ? DmaBind.NoMapping : reference.Windows.Count > 1 ? DmaBind.PartialMap : DmaBind.Mapped;
            Assert.True(result == expected, $"{result} instead of {expected}: {bind}");
            if (mapping.IsBound)
                reference.AssertCutAlike(mapping, bind);
        }
        Assert.True(compared > Cases / 2, $"compared {compared}");
    }

    [Fact]
    public void Raw_cookies_are_those_of_a_naive_model()
    {
        DmaCookie[] cookies = new DmaCookie[64];
        for (int k = 0; k < Cases; k++)
        {
            BindCase bind = BindCase.Random(new Dice((ulong)k + 2_000_000), mostPages: 40);
            DmaLimits limits = bind.Limits;
            bool atSegment = limits.BounceOnSeg && RawCookies.StraddlesSegment(limits.Seg, bind.Frames, bind.Offset, bind.Length);
            int count = RawCookies.Build(
                limits, bind.Frames, bind.Offset, bind.Length, atSegment ? limits.Seg : limits.AddrHi, cookies, out int bounced);

            List<DmaCookie> expected = NaiveRawCookies.Build(bind);
            bool same = count == expected.Count && cookies.AsSpan(0, count).SequenceEqual([.. expected]);
            Assert.True(same, $"{string.Join(' ', cookies[..count])} instead of {string.Join(' ', expected)}: {bind}");
            Assert.Equal(expected.Count(cookie => cookie.Type != 0), bounced);
        }
    }
}
