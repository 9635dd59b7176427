using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class FamilyProperties
{
    private const int CasesOfEach = 8_000;

    public static TheoryData<string> Names => [.. Families.All.Select(family => family.Name)];

    /// <summary>15 families of 8,000: 120,000 cases.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Handle_bind_cookies_and_windows_are_those_of_a_second_reading_of_the_rules(string family)
    {
        SortedSet<string> seen = new(StringComparer.Ordinal);
        for (int k = 0; k < CasesOfEach; k++)
        {
            Dice dice = new((ulong)k + 4_000_000);
            BindCase bind = Families.Random(family, dice);
            bool accepted = DmaLimits.TryDerive(bind.Attributes, out DmaLimits? limits);
            Assert.True(accepted == NaiveBind.IsAccepted(bind.Attributes), $"accepted {accepted}: {bind}");
            seen.Add(accepted ? "OK" : "BADATTR");
            if (limits is null)
                continue;
            Assert.Equal(NaiveBind.MaxCookie(bind.Attributes), limits.MaxCookie);
            Assert.True((limits.CopyBufferRefusal(0) == CopyBufferRefusal.None) == NaiveBind.CanHaveCopyBuffer(bind.Attributes), $"copy buffer: {bind}");
            seen.Add(Check(bind, new DmaMapping(limits), dice).ToString());
        }

        Assert.True(seen.Count >= 4, string.Join(' ', seen));
    }

    private static DmaBind Check(BindCase bind, DmaMapping mapping, Dice dice)
    {
        DmaBind? expected = NaiveBind.Answer(bind, out ReferenceWindows? windows);
        DmaBind answer = Bind(bind, mapping);
        Assert.True(expected is null || answer == expected, $"{answer} instead of {expected}: {bind}");
        if (mapping.IsBound)
            new MappingInvariants(bind, mapping).Check(answer, dice);
        windows?.AssertCutAlike(mapping, bind);
        return answer;
    }

    private static DmaBind Bind(BindCase bind, DmaMapping mapping)
    {
        mapping.Plan(bind.Frames, bind.Offset, bind.Length, bind.Flags, bind.CopyBufferMax);
        bool isRefused = mapping.CopyPages == 0 || mapping.Limits.CopyBufferRefusal(0) != CopyBufferRefusal.None;
        if (mapping.CopyPagesRequired == 0 || !isRefused)
            return mapping.Finish(BindCase.CopyFrames);
        mapping.Unbind();
        return DmaBind.NoResources;
    }
}
