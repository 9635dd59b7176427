using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class AddressArithmeticTests
{
    [Theory]
    [InlineData(4096, 0, 0, 0)]
    [InlineData(4096, 0, 1, 1)]
    [InlineData(4096, 0, 4095, 1)]
    [InlineData(4096, 0, 4096, 1)]
    [InlineData(4096, 0, 4097, 2)]
    [InlineData(4096, 1, 4095, 1)]
    [InlineData(4096, 1, 4096, 2)]
    [InlineData(4096, 4095, 1, 1)]
    [InlineData(4096, 4095, 2, 2)]
    [InlineData(8192, 4095, 4097, 1)]
    [InlineData(8192, 4095, 4098, 2)]
    [InlineData(8192, 8191, 8193, 2)]
    [InlineData(8192, 8191, 8194, 3)]
    public void An_object_touches_as_many_pages_as_its_offset_and_length_say(int pageBytes, int offset, ulong length, ulong pages) =>
        Assert.Equal(pages, PageSize.Of(pageBytes).PagesFor(offset, length));

    [Theory]
    [InlineData(4096, 0xFFF, 0, 0xFFF)]
    [InlineData(4096, 0x1000, 1, 0)]
    [InlineData(4096, 0x1001, 1, 1)]
    [InlineData(8192, 0x1FFF, 0, 0x1FFF)]
    [InlineData(8192, 0x2000, 1, 0)]
    [InlineData(8192, 0x2001, 1, 1)]
    public void An_address_is_a_frame_and_an_offset_in_it(int pageBytes, ulong address, ulong frame, int offset)
    {
        var size = PageSize.Of(pageBytes);
        Assert.Equal(new PageFrame(frame), size.FrameOf(new PhysicalAddress(address)));
        Assert.Equal(offset, size.OffsetOf(new PhysicalAddress(address)));
        Assert.Equal(new PhysicalAddress(address), size.AddressOf(new PageFrame(frame)) + (ulong)offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2048)]
    [InlineData(4095)]
    [InlineData(16384)]
    public void Only_pages_of_four_and_eight_KiB_exist(int bytes) => Assert.Throws<ArgumentOutOfRangeException>(() => PageSize.Of(bytes));

    [Fact]
    public void A_default_page_has_four_KiB()
    {
        Assert.Equal(PageSize.FourKiB, default);
        Assert.Equal("4 KiB", default(PageSize).ToString());
        Assert.Equal(8192, PageSize.EightKiB.Bytes);
    }

    [Fact]
    public void Addresses_add_subtract_and_compare()
    {
        var address = new PhysicalAddress(0x1000);
        Assert.Equal(new PhysicalAddress(0x1004), address + 4);
        Assert.Equal(new PhysicalAddress(0xFFC), address - 4);
        Assert.Equal(4UL, address + 4 - address);
        Assert.True(address < address + 1 && address <= address + 1 && address + 1 > address && address + 1 >= address && address.CompareTo(address + 1) < 0);
        Assert.False(address < address - 0 || address > address + 0);
        Assert.Equal("0x1000", address.ToString());
    }

    [Fact]
    public void Frames_add_subtract_and_compare()
    {
        var frame = new PageFrame(16);
        Assert.Equal(new PageFrame(18), frame + 2);
        Assert.Equal(2UL, frame + 2 - frame);
        Assert.True(frame < frame + 1 && frame <= frame + 1 && frame + 1 > frame && frame + 1 >= frame && frame.CompareTo(frame + 1) < 0);
        Assert.False(frame < frame + 0 || frame > frame + 0);
        Assert.Equal("frame 0x10", frame.ToString());
    }

    [Fact]
    public void Arithmetic_that_leaves_the_address_space_is_refused()
    {
        Assert.Throws<OverflowException>(() => new PhysicalAddress(ulong.MaxValue) + 1);
        Assert.Throws<OverflowException>(() => new PhysicalAddress(0) - 1UL);
        Assert.Throws<OverflowException>(() => new PhysicalAddress(0) - new PhysicalAddress(1));
        Assert.Throws<OverflowException>(() => PageSize.FourKiB.AddressOf(new PageFrame(1UL << 52)));
        Assert.Equal(new PhysicalAddress(0xFFFF_FFFF_FFFF_F000), PageSize.FourKiB.AddressOf(new PageFrame((1UL << 52) - 1)));
    }
}
