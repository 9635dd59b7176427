namespace DmaActors.Framework.Isa;

/// <summary>Where the address goes: <c>der_step</c> of <c>ddi_dmae_req(9S)</c>.</summary>
public enum DmaeStep
{
    /// <summary>DMAE_STEP_INC: up.</summary>
    Inc = 0,

    /// <summary>DMAE_STEP_DEC: down.</summary>
    Dec = 1,

    /// <summary>DMAE_STEP_HOLD: nowhere. The 8237 cannot do that between a device and memory, and counts up.</summary>
    Hold = 2,
}
