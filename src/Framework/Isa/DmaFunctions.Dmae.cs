using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Isa;
using DmaActors.Framework.Rules;

namespace DmaActors.Framework;

/// <summary>
/// The functions of the system's DMA engine, <c>ddi_dmae(9F)</c>. All of them return FAILURE on a machine without one. None but the allocation waits, and none
/// checks that the caller holds the channel: using another's channel takes effect, and is a finding.
/// </summary>
public sealed partial class DmaFunctions
{
    private ActorRef Isa => instance.Machine.Isa;

    /// <summary>
    /// ddi_dmae_alloc(9F): a channel for this driver alone. FAILURE is the number of DDI_DMA_NORESOURCES too: a driver cannot tell a channel that is taken (its function is
    /// on the channel's list then) from one that cannot be had (channel 4, or none at all).
    /// </summary>
    /// <param name="channel">0 to 7 without 4.</param>
    /// <param name="callback">What to do when another has it. SLEEP waits, for ever if the driver has it itself.</param>
    /// <param name="argument">Passed to the callback.</param>
    public ContextCall<DdiStatus> DmaeAlloc(int channel, DmaCallback callback, object? argument = null)
    {
        MayWait("ddi_dmae_alloc", callback);
        return CallIsa("ddi_dmae_alloc", new AllocChannel(instance, channel, callback, argument));
    }

    /// <summary>ddi_dmae_release(9F): gives the channel back, which must be stopped. The callbacks on its list run later; it is not reserved for them.</summary>
    public ContextCall<DdiStatus> DmaeRelease(int channel) => Use(channel, ChannelCall.Release);

    /// <summary>
    /// ddi_dmae_prog(9F): programs the channel and unmasks it. FAILURE, and nothing is programmed, when it is configured by <see cref="Dmae1stParty"/>, or cannot work as the
    /// request says. What the engine ignores is a finding.
    /// </summary>
    /// <param name="request">How the channel is to work; null: as before.</param>
    /// <param name="cookie">Where; null: as before.</param>
    /// <param name="channel">0 to 7 without 4.</param>
    public ContextCall<DdiStatus> DmaeProg(DmaeReq? request, DmaCookie? cookie, int channel) =>
        CallIsa("ddi_dmae_prog", new ProgChannel(instance, channel, request, cookie));

    /// <summary>ddi_dmae_1stparty(9F): configures the channel for a device that drives the bus itself, and unmasks it.</summary>
    public ContextCall<DdiStatus> Dmae1stParty(int channel) => Use(channel, ChannelCall.FirstParty);

    /// <summary>ddi_dmae_enable(9F): unmasks the channel.</summary>
    public ContextCall<DdiStatus> DmaeEnable(int channel) => Use(channel, ChannelCall.Enable);

    /// <summary>ddi_dmae_disable(9F): masks the channel: the device's requests are not served.</summary>
    public ContextCall<DdiStatus> DmaeDisable(int channel) => Use(channel, ChannelCall.Disable);

    /// <summary>ddi_dmae_stop(9F): ends what the channel does, and masks it.</summary>
    public ContextCall<DdiStatus> DmaeStop(int channel) => Use(channel, ChannelCall.Stop);

    /// <summary>ddi_dmae_getcnt(9F): how many bytes the channel has not moved. It should be stopped.</summary>
    public ContextCall<DmaeCount> DmaeGetCnt(int channel)
    {
        var call = ChannelCall.GetCnt.Name();
        instance.RunningBelowLockLevel(call);
        return Isa.IsNobody
            ? new ContextCall<DmaeCount>(new DmaeCount(DdiResult.Failure, 0))
            : new ContextCall<DmaeCount>(instance, Isa, new UseChannel(instance, channel, ChannelCall.GetCnt));
    }

    /// <summary>ddi_dmae_getattr(9F): what the system's DMA engine can do. FAILURE where there is none.</summary>
    /// <param name="attributes">For <see cref="AllocHandle"/>; meaningless unless SUCCESS.</param>
    public DdiResult DmaeGetAttr(out DmaAttributes attributes)
    {
        instance.Running("ddi_dmae_getattr");
        attributes = BusAttributes.Isa;
        return Isa.IsNobody ? DdiResult.Failure : DdiResult.Success;
    }

    private ContextCall<DdiStatus> Use(int channel, ChannelCall call) => CallIsa(call.Name(), new UseChannel(instance, channel, call));

    private ContextCall<DdiStatus> CallIsa(string call, Message request)
    {
        instance.RunningBelowLockLevel(call);
        return Isa.IsNobody ? new ContextCall<DdiStatus>(new DdiStatus(DdiResult.Failure)) : new ContextCall<DdiStatus>(instance, Isa, request);
    }
}
