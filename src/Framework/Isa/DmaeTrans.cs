namespace DmaActors.Framework.Isa;

/// <summary>How long a channel keeps the bus: <c>der_trans</c> of <c>ddi_dmae_req(9S)</c>.</summary>
public enum DmaeTrans
{
    /// <summary>DMAE_TRANS_SNGL: one transfer a request.</summary>
    Single = 0,

    /// <summary>DMAE_TRANS_BLCK: to terminal count.</summary>
    Block = 1,

    /// <summary>DMAE_TRANS_DMND: while the device requests.</summary>
    Demand = 2,

    /// <summary>DMAE_TRANS_CSCD: the device drives the bus.</summary>
    Cascade = 3,
}
