using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class DmaFlagsTests
{
    /// <summary>An object in several windows, some of its pages in the copy buffer.</summary>
    private static readonly BindCase Plain = new()
    {
        Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF, SgLen = 2 },
        Frames = [10, 0x2000, 30, 0x2002, 50],
        Offset = 512,
        Length = (5 * 4096) - 1024,
    };

    [Theory]
    [InlineData(DmaFlags.None, DmaAttributeFlags.None)]
    [InlineData(DmaFlags.Streaming, DmaAttributeFlags.None)]
    [InlineData(DmaFlags.Exclusive, DmaAttributeFlags.None)]
    [InlineData(DmaFlags.SBus64Bit, DmaAttributeFlags.None)]
    [InlineData(DmaFlags.None, DmaAttributeFlags.FlagErr)]
    [InlineData(DmaFlags.None, DmaAttributeFlags.RelaxedOrdering)]
    public void What_has_no_effect_on_a_bind_changes_nothing(DmaFlags flags, DmaAttributeFlags attributeFlags)
    {
        DmaMapping plain = new(Plain.Limits);
        Assert.Equal(DmaBind.PartialMap, Plain.Bind(plain));
        BindCase same = new()
        {
            Attributes = Plain.Attributes with { Flags = attributeFlags },
            Frames = Plain.Frames,
            Offset = Plain.Offset,
            Length = Plain.Length,
            Flags = Plain.Flags | flags,
        };
        DmaMapping mapping = new(same.Limits);

        Assert.Equal(DmaBind.PartialMap, same.Bind(mapping));
        Assert.Equal(plain.Flags, mapping.Flags);
        Assert.Equal(plain.WindowCount, mapping.WindowCount);
        for (int window = 0; window < plain.WindowCount; window++)
        {
            Assert.True(plain.GetWin(window, out _) && mapping.GetWin(window, out _));
            Assert.Equal(plain.Cookies.ToArray(), mapping.Cookies.ToArray());
        }
    }
}
