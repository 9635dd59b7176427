namespace DmaActors.Framework.Isa;

/// <summary>What the DMA engine does with the data: <c>der_command</c> of <c>ddi_dmae_req(9S)</c>. Named from the driver's side, which is the other way round than the chip's.</summary>
public enum DmaeCommand
{
    /// <summary>DMAE_CMD_VRFY: addresses and counts only.</summary>
    Verify = 0,

    /// <summary>DMAE_CMD_WRITE: from memory to the device.</summary>
    Write = 1,

    /// <summary>DMAE_CMD_READ: from the device to memory.</summary>
    Read = 2,

    /// <summary>DMAE_CMD_TRAN: for bus masters; the 8237 moves nothing.</summary>
    Tran = 3,
}
