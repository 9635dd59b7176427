using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Samples;

/// <summary>Settings of <see cref="OneBinding"/>.</summary>
public sealed class OneBindingSettings : BlockDmaSettings
{
    [Description("The driver's own buffer, which is bound once. A request that is larger is moved piece by piece.")]
    [Range(512, 64L << 10)]
    public long BufferBytes { get; set; } = 8L << 10;

    [Description("Whether the buffer is bound as CONSISTENT; otherwise as STREAMING. The manual asks for the syncs in both cases.")]
    public bool Consistent { get; set; }

    [Description("Which of the syncs the driver leaves out, to see what that does.")]
    public ForgottenSync Forget { get; set; } = ForgottenSync.None;
}

/// <summary>A sync that a driver leaves out.</summary>
public enum ForgottenSync
{
    [Description("none: the driver is right")]
    None,

    [Description("DDI_DMA_SYNC_FORDEV, after the processor has put data into the buffer")]
    ForDev,

    [Description("DDI_DMA_SYNC_FORCPU, before the processor takes data out of it")]
    ForCpu,
}
