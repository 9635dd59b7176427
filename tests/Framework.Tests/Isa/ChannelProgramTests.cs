using DmaActors.Framework.Dma;
using DmaActors.Framework.Isa;

namespace DmaActors.Framework.Tests.Isa;

public sealed class ChannelProgramTests
{
    [Theory]
    [InlineData(DmaeCommand.Verify, DmaeTrans.Single, DmaeBufProcess.NoAuto, DmaeStep.Inc, 0x40)]
    [InlineData(DmaeCommand.Read, DmaeTrans.Single, DmaeBufProcess.NoAuto, DmaeStep.Inc, 0x44)]
    [InlineData(DmaeCommand.Write, DmaeTrans.Single, DmaeBufProcess.NoAuto, DmaeStep.Inc, 0x48)]
    [InlineData(DmaeCommand.Tran, DmaeTrans.Single, DmaeBufProcess.NoAuto, DmaeStep.Inc, 0x4C)]
    [InlineData(DmaeCommand.Read, DmaeTrans.Block, DmaeBufProcess.Auto, DmaeStep.Inc, 0x94)]
    [InlineData(DmaeCommand.Write, DmaeTrans.Demand, DmaeBufProcess.NoAuto, DmaeStep.Dec, 0x28)]
    [InlineData(DmaeCommand.Read, DmaeTrans.Cascade, DmaeBufProcess.Chain, DmaeStep.Hold, 0xC4)]
    public void The_mode_register_is_written_as_the_reference_does(DmaeCommand command, DmaeTrans trans, DmaeBufProcess process, DmaeStep step, int expected) =>
        Assert.Equal(expected, ChannelProgram.ModeOf(new DmaeReq { Command = command, Trans = trans, BufProcess = process, Step = step })!.Value.ToRegister());

    [Theory]
    [InlineData(4, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 4)]
    public void A_command_or_a_transfer_that_is_none_leaves_the_mode_unprogrammed(int command, int trans)
    {
        var request = new DmaeReq { Command = (DmaeCommand)command, Trans = (DmaeTrans)trans };
        Assert.Null(ChannelProgram.ModeOf(request));
        Assert.False(ChannelProgram.IsRefused(request, 2));
        Assert.Contains("is none, and the mode stays what it was", Assert.Single(ChannelProgram.Surprises(request, null, 2)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DmaePath.Default, 0, false)]
    [InlineData(DmaePath.Bits8, 3, false)]
    [InlineData(DmaePath.Bits16, 3, true)]
    [InlineData(DmaePath.Default, 5, false)]
    [InlineData(DmaePath.Bits8, 5, true)]
    [InlineData(DmaePath.Bits16, 7, false)]
    [InlineData(DmaePath.Bits32, 7, true)]
    [InlineData(DmaePath.Bits64, 0, true)]
    [InlineData(DmaePath.Bits16CountingBytes, 7, true)]
    public void A_channel_has_the_width_of_its_wires(DmaePath path, int channel, bool refused) =>
        Assert.Equal(refused, ChannelProgram.IsRefused(new DmaeReq { Path = path }, channel));

    [Fact]
    public void Memory_to_memory_is_refused() => Assert.True(ChannelProgram.IsRefused(new DmaeReq { Dest = DmaeDest.Memory }, 0));

    [Theory]
    [InlineData(2, 0x1_0000, 0x1_0000, null)]
    [InlineData(2, 0x1_0001, 0x1_0000, "crosses a boundary of 64 KiB")]
    [InlineData(2, 0x1_0001, 0xFFFF, null)]
    [InlineData(2, 0, 0x1_0001, "crosses a boundary of 64 KiB")]
    [InlineData(2, 0, 0, "cannot hold 0 bytes")]
    [InlineData(2, 0, 1, null)]
    [InlineData(2, 0xFF_FFFF, 1, null)]
    [InlineData(2, 0xFF_FFFF, 2, "not below 16 MiB")]
    [InlineData(2, 0x100_0000, 1, "not below 16 MiB")]
    [InlineData(6, 0x1_0000, 0x1_0000, null)]
    [InlineData(6, 0x2_0000, 0x2_0000, null)]
    [InlineData(6, 0x1_0002, 0x1_0000, "crosses a boundary of 128 KiB")]
    [InlineData(6, 0, 1, "cannot hold 1 bytes")]
    [InlineData(6, 0, 2, null)]
    [InlineData(6, 0, 511, "the last of 511 bytes is lost")]
    [InlineData(6, 1, 510, "the lowest bit of address 0x1 is lost")]
    public void A_cookie_that_the_registers_cannot_hold_is_a_surprise(int channel, ulong address, uint size, string? surprise)
    {
        var surprises = ChannelProgram.Surprises(new DmaeReq(), new DmaCookie(address, size, 0), channel).ToList();
        if (surprise is null)
            Assert.Empty(surprises);
        else
            Assert.Contains(surprises, said => said.Contains(surprise, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(5, "the reference would program channel 1 in its place")]
    [InlineData(7, "the reference would program channel 3 in its place")]
    public void Without_a_request_the_reference_takes_another_channel(int channel, string? surprise)
    {
        var surprises = ChannelProgram.Surprises(null, new DmaCookie(0, 512, 0), channel);
        if (surprise is null)
            Assert.Empty(surprises);
        else
            Assert.StartsWith(surprise, Assert.Single(surprises), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_8237_ignores_is_said_once_each()
    {
        Assert.Empty(ChannelProgram.Surprises(new DmaeReq { BufProcess = DmaeBufProcess.Auto, Step = DmaeStep.Dec }, null, 2));
        var surprises = ChannelProgram.Surprises(new DmaeReq { BufProcess = DmaeBufProcess.Chain, Step = DmaeStep.Hold, Cycles = DmaeCycles.Burst }, null, 2);
        Assert.Equal(["der_bufprocess", "der_step", "der_cycles"], surprises.Select(surprise => surprise.Split(' ')[0]));
    }
}
