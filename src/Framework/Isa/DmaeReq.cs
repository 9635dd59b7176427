namespace DmaActors.Framework.Isa;

/// <summary>
/// How a channel of the system's DMA engine is to work, see <c>ddi_dmae_req(9S)</c>; all but the address and the count. The default of each member is its value 0.
/// </summary>
/// <remarks><c>der_arbus</c>, <c>der_ioadr</c>, <c>der_proc</c> and <c>der_procparms</c> belong to MCA and to chaining on EISA; the ISA engine never looks at them, and they are not here.</remarks>
public sealed record DmaeReq
{
    /// <summary>der_command: the direction. Another value leaves the channel's mode as it was, and is a finding.</summary>
    public DmaeCommand Command { get; init; }

    /// <summary>der_bufprocess: what happens at terminal count.</summary>
    public DmaeBufProcess BufProcess { get; init; }

    /// <summary>der_step: where the address goes.</summary>
    public DmaeStep Step { get; init; }

    /// <summary>der_trans: how long the channel keeps the bus. Another value leaves the channel's mode as it was, and is a finding.</summary>
    public DmaeTrans Trans { get; init; }

    /// <summary>der_path: the width of a transfer. FAILURE if the channel has another.</summary>
    public DmaePath Path { get; init; }

    /// <summary>der_cycles: the timing.</summary>
    public DmaeCycles Cycles { get; init; }

    /// <summary>der_dest: what is on the other end.</summary>
    public DmaeDest Dest { get; init; }
}
