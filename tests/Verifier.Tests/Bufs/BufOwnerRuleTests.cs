using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Bufs;

public sealed class BufOwnerRuleTests
{
    [Theory]
    [InlineData("issues-twice", "gave bdev_strategy disk0/buf#1, which is under way")]
    [InlineData("resets-under-way", "gave bioreset disk0/buf#1, which is under way")]
    [InlineData("frees-under-way", "gave freerbuf disk0/buf#1, which is under way")]
    [InlineData("issues-complete", "gave bdev_strategy disk0/buf#1, which is complete, and was not made new (bioreset)")]
    [InlineData("issues-freed", "gave bdev_strategy disk0/buf#1, which was freed (freerbuf)")]
    [InlineData("frees-twice", "gave freerbuf disk0/buf#1, which was freed (freerbuf)")]
    [InlineData("copies-too-much", "gave bp_copyin disk0/buf#1, which has 512 bytes, and 512 at offset 1 were asked for")]
    [InlineData("grows", "gave b_bcount disk0/buf#1, which has 512 bytes, and was to have 513")]
    public void A_buf_is_handled_by_its_owner_and_not_on_its_way(string how, string deed)
    {
        var finding = Misuser(how).Run().BreaksOnly("DMA013");
        Assert.Equal("disk0/open#1", finding.Where);
        Assert.Equal($"disk0/open#1 {deed}", finding.Text);
    }

    [Fact]
    public void The_buf_of_somebody_else_is_not_freed() =>
        Assert.Equal("disk0/strategy#1 gave freerbuf buf#1, which getrbuf did not make", Misuser("frees-the-systems").Run().BreaksOnly("DMA013").Text);

    [Theory]
    [InlineData("touches-freed")]
    [InlineData("binds-freed")]
    public void A_buf_that_was_freed_is_not_touched_nor_bound(string how) =>
        Assert.StartsWith("disk0/open#1 touched disk0/buf#1 ", Misuser(how).Run().BreaksOnly("DMA011").Text, StringComparison.Ordinal);

    [Fact]
    public void Who_waits_and_makes_it_new_breaks_no_rule() => Misuser("nothing").Run().Passes();

    private static Shape Misuser(string how) => new() { Driver = "misuses-bufs", DriverSettings = $"how: {how}", Requests = 1 };
}

/// <summary>Reads a block for itself when it is opened, twice, with one buf, and does one thing wrong with that.</summary>
[Driver("misuses-bufs", "DMA013", Settings = typeof(MisusesBufsSettings))]
public sealed class MisusesBufs(DevInfo dip, MisusesBufsSettings settings) : PlainDriver(dip)
{
    private const uint Block = 512;

    public override async DdiTask<Errno> Open()
    {
        var (memory, copy) = (Ddi.KmemAlloc(Block)!, Ddi.KmemAlloc(Block)!);
        var bp = Ddi.GetRBuf(memory, Block, 0, BufFlags.Read);
        if (settings.How == "grows")
            bp.ByteCount = Block + 1;
        await Ddi.BdevStrategy(bp);
        await UnderWay(bp);
        await Ddi.BioWait(bp);
        if (settings.How == "issues-complete")
            await Ddi.BdevStrategy(bp);
        Ddi.BpCopyIn(bp, copy, settings.How == "copies-too-much" ? 1u : 0, Block);
        Ddi.BioReset(bp);
        await Ddi.BdevStrategy(bp);
        await Ddi.BioWait(bp);
        Ddi.FreeRBuf(bp);
        await Freed(bp);
        Ddi.KmemFree(memory);
        Ddi.KmemFree(copy);
        return Errno.None;
    }

    protected override DdiTask InStrategy(Buf bp)
    {
        if (settings.How == "frees-the-systems" && !bp.Name.StartsWith("disk0", StringComparison.Ordinal))
            Ddi.FreeRBuf(bp);
        return DdiTask.Completed;
    }

    private async DdiTask UnderWay(Buf bp)
    {
        switch (settings.How)
        {
            case "issues-twice":
                await Ddi.BdevStrategy(bp);
                break;
            case "resets-under-way":
                Ddi.BioReset(bp);
                break;
            case "frees-under-way":
                Ddi.FreeRBuf(bp);
                break;
        }
    }

    private async DdiTask Freed(Buf bp)
    {
        switch (settings.How)
        {
            case "issues-freed":
                await Ddi.BdevStrategy(bp);
                break;
            case "frees-twice":
                Ddi.FreeRBuf(bp);
                break;
            case "touches-freed":
                bp.Residual = 0;
                break;
            case "binds-freed":
                var second = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle!;
                if ((await Dma.BufBindHandle(second, bp, DmaFlags.Read, DmaCallback.DontWait)).Status == DmaBind.Mapped)
                    await Dma.UnbindHandle(second);
                await Dma.FreeHandle(second);
                break;
        }
    }
}

/// <summary>Settings of <see cref="MisusesBufs"/>.</summary>
public sealed class MisusesBufsSettings
{
    [Description("What it does wrong.")]
    public string How { get; set; } = "nothing";
}
