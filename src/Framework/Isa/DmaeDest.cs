namespace DmaActors.Framework.Isa;

/// <summary>What is on the other end of the transfer: <c>der_dest</c> of <c>ddi_dmae_req(9S)</c>.</summary>
public enum DmaeDest
{
    /// <summary>DMAE_DEST_IO: a device.</summary>
    Io = 0,

    /// <summary>DMAE_DEST_MEM: memory. FAILURE on ISA.</summary>
    Memory = 1,
}
