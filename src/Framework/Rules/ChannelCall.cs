namespace DmaActors.Framework.Rules;

/// <summary>A function of <c>ddi_dmae(9F)</c> that has to do with a channel.</summary>
public enum ChannelCall
{
    /// <summary>ddi_dmae_alloc.</summary>
    Alloc,

    /// <summary>ddi_dmae_release.</summary>
    Release,

    /// <summary>ddi_dmae_prog.</summary>
    Prog,

    /// <summary>ddi_dmae_1stparty.</summary>
    FirstParty,

    /// <summary>ddi_dmae_enable.</summary>
    Enable,

    /// <summary>ddi_dmae_disable.</summary>
    Disable,

    /// <summary>ddi_dmae_stop.</summary>
    Stop,

    /// <summary>ddi_dmae_getcnt.</summary>
    GetCnt,
}

/// <summary>The names of the functions.</summary>
public static class ChannelCallNames
{
    /// <summary>As the manual has it.</summary>
    public static string Name(this ChannelCall call) => call switch
    {
        ChannelCall.Alloc => "ddi_dmae_alloc",
        ChannelCall.Release => "ddi_dmae_release",
        ChannelCall.Prog => "ddi_dmae_prog",
        ChannelCall.FirstParty => "ddi_dmae_1stparty",
        ChannelCall.Enable => "ddi_dmae_enable",
        ChannelCall.Disable => "ddi_dmae_disable",
        ChannelCall.Stop => "ddi_dmae_stop",
        ChannelCall.GetCnt => "ddi_dmae_getcnt",
        _ => throw new ArgumentOutOfRangeException(nameof(call), call, null),
    };
}
