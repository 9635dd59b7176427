using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Callbacks;

/// <summary>Has a callback run in detach while all bindings are taken, and then once more when there are some.</summary>
[Driver("calls-back", "DMA050 to DMA053", Settings = typeof(CallsBackSettings))]
public sealed partial class CallsBack : PlainDriver
{
    private const uint Bytes = 65_536;

    private static readonly DmaCallback ResourcesBack = new(driver => ((CallsBack)driver!).OnResourcesBack());

    /// <summary>Another one, which does nothing.</summary>
    private static readonly DmaCallback Nothing = new(_ => new DdiTask<CallbackStatus>(CallbackStatus.Done));

    private readonly CallsBackSettings settings;
    private readonly KCondvar done;

    public CallsBack(DevInfo dip, CallsBackSettings settings)
        : base(dip)
    {
        this.settings = settings;
        done = Condvar("done");
    }

    [SoftState]
    private partial KernelMemory? Memory { get; set; }

    [SoftState]
    private partial DmaHandle? Second { get; set; }

    /// <summary>What the callback binds.</summary>
    [SoftState]
    private partial DmaHandle? Third { get; set; }

    [SoftState]
    private partial DmaHandle? Fourth { get; set; }

    /// <summary>A request of the driver's own; null: what is bound is memory.</summary>
    [SoftState]
    private partial Buf? Request { get; set; }

    [SoftState]
    private partial int Runs { get; set; }

    /// <summary>Its callback binds what no waiting makes possible: too many cookies for the device, or no bytes.</summary>
    private bool IsHopeless => settings.How.StartsWith("too-big", StringComparison.Ordinal) || IsOfNoBytes;

    private bool IsOfNoBytes => settings.How.StartsWith("no-mapping", StringComparison.Ordinal);

    protected override async DdiTask InDetach()
    {
        Memory = Ddi.KmemAlloc(Bytes)!;
        var first = await NewHandle();
        Second = await NewHandle();
        Third = await NewHandle();
        Fourth = await NewHandle();
        var spare = await NewHandle();
        await Dma.AddrBindHandle(first, Memory, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        await Dma.AddrBindHandle(Second, Memory, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        await Wait(Third, Fourth);
        if (IsHopeless)
            await Dma.UnbindHandle(Second);
        else
            await Dma.FreeHandle(spare); // a pass, and no binding
        await WaitForRuns(1);
        await Dma.UnbindHandle(first);
        if (IsHopeless)
            await Dma.FreeHandle(spare);
        else
            await Dma.UnbindHandle(Second);
        if (settings is { Waits: true, How: not ("too-big" or "no-mapping") })
            await WaitForRuns(2);
        await Dma.FreeHandle(first);
        await Dma.FreeHandle(Second);
        await Dma.FreeHandle(Fourth);
        await Dma.FreeHandle(Third);
        if (Request is not null)
            Ddi.FreeRBuf(Request);
        Ddi.KmemFree(Memory);
    }

    /// <summary>Has the callback registered.</summary>
    private async DdiTask Wait(DmaHandle third, DmaHandle fourth)
    {
        switch (settings.How)
        {
            case "completes-and-registers-and-runs-out":
                Request = Ddi.GetRBuf(Memory!, 4_096, 0, BufFlags.Read);
                await Dma.BufBindHandle(third, Request, DmaFlags.Read, ResourcesBack, this);
                break;
            case "registers-beside-another-and-runs-out":
                await Dma.AddrBindHandle(third, Memory!, 4_096, DmaFlags.Read, Nothing, this);
                await Dma.AddrBindHandle(fourth, Memory!, 4_096, DmaFlags.Read, ResourcesBack, this);
                break;
            default:
                await Dma.AddrBindHandle(third, Memory!, 4_096, DmaFlags.Read, ResourcesBack, this);
                break;
        }
    }

    private async DdiTask<DmaHandle> NewHandle() => (await Dma.AllocHandle(Attributes with { SgLen = 4 }, DmaCallback.Sleep)).Handle!;

    private async DdiTask WaitForRuns(int runs)
    {
        await Mu.Enter();
        while (Runs < runs)
            await done.Wait(Mu);
        Mu.Exit();
    }

    private async DdiTask<CallbackStatus> OnResourcesBack()
    {
        var isFirst = Runs == 0;
        var status = isFirst ? await TryInVain() : CallbackStatus.Done;
        await Mu.Enter();
        Runs++;
        done.Broadcast();
        Mu.Exit();
        return status;
    }

    private async DdiTask<CallbackStatus> TryInVain()
    {
        if (settings.How == "too-big-completed-and-runs-out")
        {
            Request = Ddi.GetRBuf(Memory!, Bytes, 0, BufFlags.Read);
            await Dma.BufBindHandle(Fourth!, Request, DmaFlags.Read, DmaCallback.DontWait);
            Ddi.BioError(Request, Errno.EINVAL);
            await Ddi.BioDone(Request);
        }
        else if (IsHopeless)
        {
            await Dma.AddrBindHandle(Fourth!, Memory!, IsOfNoBytes ? 0 : Bytes, DmaFlags.Read, DmaCallback.DontWait);
        }

        if (settings.How is "too-big-and-short-and-runs-out" or "no-mapping-and-short-and-runs-out")
            await Dma.AddrBindHandle(Second!, Memory!, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        if (settings.How is "runs-out" or "registers-for-another-and-runs-out" or "too-big-and-short-and-runs-out" or "no-mapping-and-short-and-runs-out")
            await Dma.AddrBindHandle(Third!, Memory!, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        if (settings.How == "completes-and-registers-and-runs-out")
        {
            await Ddi.BioDone(Request!);
            Ddi.BioReset(Request!);
            await Dma.BufBindHandle(Third!, Request!, DmaFlags.Read, ResourcesBack, this);
        }

        if (settings.How == "binds-and-registers-and-runs-out")
        {
            await Dma.UnbindHandle(Second!);
            await Dma.AddrBindHandle(Third!, Memory!, 4_096, DmaFlags.Read, DmaCallback.DontWait);
            await Dma.UnbindHandle(Third!);
            await Dma.AddrBindHandle(Second!, Memory!, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        }

        if (settings.How == "registers-another-and-runs-out")
            await Dma.AddrBindHandle(Third!, Memory!, 4_096, DmaFlags.Read, Nothing, this);
        if (settings.How == "registers-for-another-and-runs-out")
            await Dma.AddrBindHandle(Fourth!, Memory!, 4_096, DmaFlags.Read, ResourcesBack, this);
        if (settings.How is "registers" or "registers-and-runs-out" or "binds-and-registers-and-runs-out" or "registers-beside-another-and-runs-out")
            await Dma.AddrBindHandle(Third!, Memory!, 4_096, DmaFlags.Read, ResourcesBack, this);
        if (settings.How is "too-big-and-short-and-runs-out" or "no-mapping-and-short-and-runs-out")
            await Dma.UnbindHandle(Second!);
        return settings.How.EndsWith("runs-out", StringComparison.Ordinal) ? CallbackStatus.RunOut : CallbackStatus.Done;
    }
}

/// <summary>Settings of <see cref="CallsBack"/>.</summary>
public sealed class CallsBackSettings
{
    [Description("What its callback does when it finds too little.")]
    public string How { get; set; } = "registers";

    [Description("Whether detach waits for the callback to run again.")]
    public bool Waits { get; set; } = true;
}
