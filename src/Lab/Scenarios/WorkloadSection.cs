using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Scenarios;

/// <summary>What the machine is asked to do.</summary>
public sealed class WorkloadSection : IValidatableObject
{
    [Description("Where the requests come from.")]
    public WorkloadKind Kind { get; set; } = WorkloadKind.Mix;

    [Description("The I/O log to replay, relative to the scenario's file. Only with `kind: iolog`.")]
    public string? Iolog { get; set; }

    [Description("Replay each request at the time that the log gives it, not as soon as there is room. Only with `kind: iolog`.")]
    public bool Paced { get; set; }

    [Description("How many requests each device has outstanding at once.")]
    [Range(1, 1_000_000)]
    public int Depth { get; set; } = 1;

    [Description("How often each device is opened and closed again; its requests are spread over the openings.")]
    [Range(1, 1_000_000)]
    public int Opens { get; set; } = 1;

    [Description("Which interface of the drivers the requests use.")]
    public DriverInterface Through { get; set; } = DriverInterface.Block;

    [Description("Where in its page the buffer of a request begins.")]
    public BufferStart Buffers { get; set; } = BufferStart.Sector;

    [Description("What the bufs of the requests have as b_iodone: the routine that biodone calls in place of telling the block layer.")]
    public CompletionRoutine IoDone { get; set; } = CompletionRoutine.None;

    [Description("After how many completed requests, or frames that have come back, of all devices together, the system is suspended: every driver is asked for DDI_SUSPEND, the devices lose their power, and every driver is given DDI_RESUME. Requests go on arriving, and frames wait. Left out: never.")]
    [Range(1, 1_000_000_000)]
    public int? SuspendAfter { get; set; }

    [Description("How long the devices are without power. Only with `suspendAfter`.")]
    [Range(0, 1_000_000_000_000)]
    public long PowerOffNanoseconds { get; set; } = 10_000_000;

    [Description("How many frames each device sends, or how many requests there are for each: with `kind: mix` every request goes to a device that is drawn, so of a few one can get more than another. Only with `kind: mix` and `kind: frames`.")]
    [Range(1, 1_000_000_000)]
    public int Requests { get; set; } = 100;

    [Description("How many of the requests are reads; the others are writes. Only with `kind: mix`.")]
    public int ReadPercent { get; set; } = 50;

    [Description("The sizes of the requests and how often each occurs. Only with `kind: mix`.")]
    [MinLength(1)]
    public List<SizeSection> Sizes { get; set; } = [new()];

    [Description("Which blocks the requests touch. Only with `kind: mix`.")]
    public AccessPattern Pattern { get; set; } = AccessPattern.Random;

    [Description("The largest frame; each is of a size drawn between 64B and this. Only with `kind: frames`.")]
    [Range(FramePlan.SmallestBytes, FramePlan.MostBytes)]
    public long FrameBytes { get; set; } = FramePlan.MostBytes;

    /// <summary>The same with another number of requests or frames.</summary>
    internal WorkloadSection WithRequests(int requests)
    {
        var copy = (WorkloadSection)MemberwiseClone();
        copy.Requests = requests;
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind == WorkloadKind.Iolog && Iolog is null)
            yield return new Refusal(nameof(Iolog), "`kind: iolog` needs the log", "`iolog:` with the path of a file, or `kind: mix`");
        if (Through == DriverInterface.Character && IoDone != CompletionRoutine.None)
            yield return new Refusal(nameof(IoDone), "`ioDone` means nothing to calls of read and write, which make their own bufs", "`through: block`, or no such key");
    }
}

/// <summary>One size of requests in a mix.</summary>
public sealed class SizeSection : IValidatableObject
{
    [Description("The size of a request, in whole blocks of 512B.")]
    [Required]
    [Range(512, 1L << 30)]
    public long SizeBytes { get; set; } = 4L << 10;

    [Description("How often it occurs, relative to the weights of the other sizes.")]
    [Range(1, 1_000_000)]
    public int Weight { get; set; } = 1;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SizeBytes % 512 != 0)
            yield return new Refusal(nameof(SizeBytes), "not in whole blocks", "a multiple of 512B, such as 4KiB");
    }
}
