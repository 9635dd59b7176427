namespace DmaActors.Framework.Isa;

/// <summary>What happens at terminal count: <c>der_bufprocess</c> of <c>ddi_dmae_req(9S)</c>.</summary>
public enum DmaeBufProcess
{
    /// <summary>DMAE_BUF_NOAUTO: the channel masks itself.</summary>
    NoAuto = 0,

    /// <summary>DMAE_BUF_CHAIN: the next cookie follows. EISA only: the 8237 does as with <see cref="NoAuto"/>.</summary>
    Chain = 1,

    /// <summary>DMAE_BUF_AUTO: address and count start again.</summary>
    Auto = 2,
}
