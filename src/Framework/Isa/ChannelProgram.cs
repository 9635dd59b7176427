using DmaActors.Framework.Dma;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Isa;

/// <summary>What <c>ddi_dmae_prog(9F)</c> makes of a request and a cookie: the mode, the place, and what of it the 8237 does not do as it was asked.</summary>
internal static class ChannelProgram
{
    /// <summary>Addresses end here.</summary>
    private const ulong AddressEnd = 1 << 24;

    private const ulong Transfers = 0x1_0000;

    /// <summary>Whether the channel cannot work so: FAILURE, and nothing is programmed.</summary>
    /// <param name="request">Null: as it works now.</param>
    /// <param name="channel">0 to 7 without 4.</param>
    public static bool IsRefused(DmaeReq? request, int channel)
    {
        if (request is null)
            return false;
        var own = I8237Pair.WidthOf(channel) == 1 ? DmaePath.Bits8 : DmaePath.Bits16;
        return request.Dest == DmaeDest.Memory || (request.Path != DmaePath.Default && request.Path != own);
    }

    /// <summary>What is written into the mode register; null: nothing, because nothing or nonsense was asked for.</summary>
    public static ChannelMode? ModeOf(DmaeReq? request)
    {
        if (request is null || TypeOf(request.Command) is not { } type || ServiceOf(request.Trans) is not { } service)
            return null;
        return new ChannelMode(type, service, request.BufProcess == DmaeBufProcess.Auto, request.Step == DmaeStep.Dec);
    }

    /// <summary>What is written into address, page and count; null: nothing.</summary>
    public static ChannelPlace? PlaceOf(DmaCookie? cookie) =>
        cookie is { } place ? new ChannelPlace(new PhysicalAddress(place.LAddress), (int)(place.Size & int.MaxValue)) : null;

    /// <summary>All that the channel will do otherwise than it was asked, in clauses whose subject is the channel.</summary>
    /// <param name="request">Null: as it works now.</param>
    /// <param name="cookie">Null: where it works now.</param>
    /// <param name="channel">0 to 7 without 4.</param>
    public static IEnumerable<string> Surprises(DmaeReq? request, DmaCookie? cookie, int channel) =>
        (request is null ? SurprisesOfNull(channel) : SurprisesOf(request)).Concat(cookie is { } place ? SurprisesOf(place, channel) : []);

    private static IEnumerable<string> SurprisesOfNull(int channel)
    {
        if (channel > I8237Pair.Cascade)
            yield return $"the reference would program channel {channel - I8237Pair.Cascade} in its place, as it does for channels 5 to 7 without a request";
    }

    private static IEnumerable<string> SurprisesOf(DmaeReq request)
    {
        if (TypeOf(request.Command) is null)
            yield return $"der_command {(int)request.Command} is none, and the mode stays what it was";
        if (ServiceOf(request.Trans) is null)
            yield return $"der_trans {(int)request.Trans} is none, and the mode stays what it was";
        if (request.BufProcess is not (DmaeBufProcess.NoAuto or DmaeBufProcess.Auto))
            yield return $"der_bufprocess {(int)request.BufProcess} is not known to the 8237, which stops at terminal count";
        if (request.Step is not (DmaeStep.Inc or DmaeStep.Dec))
            yield return $"der_step {(int)request.Step} is not known to the 8237, which counts up";
        if (request.Cycles != DmaeCycles.Compatible)
            yield return $"der_cycles {(int)request.Cycles} is not known to the 8237, which has one timing";
    }

    private static IEnumerable<string> SurprisesOf(DmaCookie cookie, int channel)
    {
        var width = (ulong)I8237Pair.WidthOf(channel);
        var (first, size) = (cookie.LAddress, (ulong)cookie.Size);
        if (first >= AddressEnd || first + size > AddressEnd)
            yield return $"the cookie {cookie} is not below 16 MiB, and upper address bits are lost";
        else if (size > 0 && first / (Transfers * width) != (first + size - 1) / (Transfers * width))
            yield return $"the cookie {cookie} crosses a boundary of {Transfers * width / 1024} KiB, where the address wraps because the page register has no carry";
        if (size < width || size > Transfers * width)
            yield return $"the count register cannot hold {size} bytes: 1 to {Transfers} transfers of {width} can be counted";
        else if (size % width != 0)
            yield return $"the last of {size} bytes is lost: the channel moves words";
        if (first % width != 0)
            yield return $"the lowest bit of address 0x{first:x} is lost: the channel moves words";
    }

    private static TransferType? TypeOf(DmaeCommand command) => command switch
    {
        DmaeCommand.Verify => TransferType.Verify,
        DmaeCommand.Write => TransferType.FromMemory,
        DmaeCommand.Read => TransferType.ToMemory,
        DmaeCommand.Tran => TransferType.Illegal,
        _ => null,
    };

    private static ServiceMode? ServiceOf(DmaeTrans trans) => trans switch
    {
        DmaeTrans.Single => ServiceMode.Single,
        DmaeTrans.Block => ServiceMode.Block,
        DmaeTrans.Demand => ServiceMode.Demand,
        DmaeTrans.Cascade => ServiceMode.Cascade,
        _ => null,
    };
}
