using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Handles;

public sealed class AccessHandleRuleTests
{
    private const string Registers = "the registers of disk0 (mapped by disk0/attach#1)";

    [Theory]
    [InlineData("puts", $"called ddi_put for {Registers}, which disk0/attach#1 had unmapped")]
    [InlineData("gets", $"called ddi_get for {Registers}, which disk0/attach#1 had unmapped")]
    [InlineData("frees-again", $"called ddi_regs_map_free for {Registers}, which disk0/attach#1 had unmapped")]
    [InlineData("frees-as-memory", $"gave ddi_dma_mem_free the access handle of {Registers}, which is for ddi_regs_map_free")]
    public void Registers_are_accessed_while_they_are_mapped(string how, string deed)
    {
        var finding = Misuser(how).Run().BreaksOnly("DMA009");
        Assert.Equal("disk0/attach#1", finding.Where);
        Assert.Equal($"disk0/attach#1 {deed}", finding.Text);
    }

    [Fact]
    public void A_put_to_registers_that_are_not_mapped_never_arrives() => Misuser("resets").Run().BreaksOnly("DMA009");

    [Fact]
    public void Who_maps_and_unmaps_once_breaks_no_rule() => Misuser("nothing").Run().Passes();

    private static Shape Misuser(string how) => new() { Driver = "misuses-registers", DriverSettings = $"how: {how}" };
}

/// <summary>Maps its registers a second time, unmaps them, and does one thing wrong with that access handle.</summary>
[Driver("misuses-registers", "DMA009", Settings = typeof(MisusesRegistersSettings))]
public sealed class MisusesRegisters(DevInfo dip, MisusesRegistersSettings settings) : PlainDriver(dip)
{
    protected override async DdiTask InAttach()
    {
        var second = Ddi.RegsMapSetup();
        if (settings.How == "frees-as-memory")
            await Dma.MemFree(second);
        Ddi.RegsMapFree(second);
        switch (settings.How)
        {
            case "puts":
                second.Put8(Csr.Offset, 0);
                break;
            case "resets":
                Regs!.Put8(Csr.Offset, Csr.EnableInterrupts);
                second.Put8(Csr.Offset, Csr.Reset);
                if ((await Regs.Get8(Csr.Offset) & Csr.EnableInterrupts) == 0)
                    throw new NotSupportedException("the reset arrived");
                break;
            case "gets":
                if (await second.Get32(Csr.Offset) != uint.MaxValue)
                    throw new NotSupportedException("somebody answered");
                break;
            case "frees-again":
                Ddi.RegsMapFree(second);
                break;
        }
    }
}

/// <summary>Settings of <see cref="MisusesRegisters"/>.</summary>
public sealed class MisusesRegistersSettings
{
    [Description("What it does wrong.")]
    public string How { get; set; } = "nothing";
}
