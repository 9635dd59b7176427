using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Contexts;

public sealed class ForbiddenBlockRuleTests
{
    [Theory]
    [InlineData("alloc", "ddi_dma_alloc_handle with DDI_DMA_SLEEP")]
    [InlineData("bind", "ddi_dma_addr_bind_handle with DDI_DMA_SLEEP")]
    [InlineData("cv", "cv_wait on disk0.cv")]
    [InlineData("biowait", "biowait")]
    [InlineData("delay", "delay")]
    public void An_interrupt_handler_does_not_sleep(string call, string function)
    {
        var finding = new Shape { Driver = "sleeps", DriverSettings = $"call: {call}, where: interrupt", Requests = 1 }.Run().BreaksOnly("DMA020");
        Assert.Equal("disk0/interrupt#1", finding.Where);
        Assert.Equal($"disk0/interrupt#1, which runs at level 5 and must not sleep, called {function}", finding.Text);
    }

    [Theory]
    [InlineData("alloc", "ddi_dma_alloc_handle with DDI_DMA_SLEEP")]
    [InlineData("cv", "cv_wait on disk0.cv")]
    [InlineData("delay", "delay")]
    public void A_timeout_does_not_sleep(string call, string function)
    {
        var finding = new Shape { Driver = "sleeps", DriverSettings = $"call: {call}, where: timeout", Requests = 1 }.Run().BreaksOnly("DMA020");
        Assert.Equal($"disk0/timeout#1, which runs at level 2 and must not sleep, called {function}", finding.Text);
    }

    [Theory]
    [InlineData("alloc", "ddi_dma_alloc_handle with DDI_DMA_SLEEP")]
    [InlineData("cv", "cv_wait on disk0.cv")]
    [InlineData("delay", "delay")]
    public void A_DMA_callback_does_not_sleep(string call, string function)
    {
        var finding = new Shape { Driver = "sleeps", DriverSettings = $"call: {call}, where: callback", Requests = 1, Nexus = "copyBufferPages: 16, bindings: 1" }.Run()
            .BreaksOnly("DMA020");
        Assert.Equal($"disk0/callback#1, which runs at level 1 and must not sleep, called {function}", finding.Text);
    }

    [Theory]
    [InlineData("alloc")]
    [InlineData("bind")]
    [InlineData("cv")]
    [InlineData("biowait")]
    [InlineData("delay")]
    public void A_thread_may_sleep(string call) => new Shape { Driver = "sleeps", DriverSettings = $"call: {call}, where: thread", Requests = 1 }.Run().BreaksNothing();

    [Theory]
    [InlineData("interrupt")]
    [InlineData("timeout")]
    [InlineData("callback")]
    public void Spinning_a_few_microseconds_is_no_sleep(string where) =>
        new Shape { Driver = "sleeps", DriverSettings = $"call: spin, where: {where}", Requests = 1, Nexus = "copyBufferPages: 16, bindings: 1" }.Run().Passes();
}

/// <summary>Sleeps in a context of one kind.</summary>
[Driver("sleeps", "DMA020", Settings = typeof(SleepsSettings))]
public sealed class Sleeps : PlainDriver
{
    private static readonly TimerName Later = new("later");
    private static readonly DmaCallback ResourcesBack = new(argument => ((Sleeps)argument!).OnResourcesBack());

    private readonly SleepsSettings settings;
    private readonly KCondvar cv;
    private readonly KMutex cvLock;

    public Sleeps(DevInfo dip, SleepsSettings settings)
        : base(dip)
    {
        this.settings = settings;
        cv = Condvar("cv");
        cvLock = Mutex("cvLock", dip.InterruptPriority);
    }

    protected override async DdiTask InStrategy(Buf bp)
    {
        if (settings.Where == "thread" && settings.Call != "biowait")
            await Sleep(null);
        if (settings.Where == "timeout")
            Ddi.Timeout(Later, () => Sleep(null), new VirtualDuration(10));
        if (settings.Where == "callback")
            await ProvokeCallback();
    }

    protected override async DdiTask InInterrupt()
    {
        if (settings.Where == "interrupt" && settings.Call != "biowait")
            await Sleep(null);
    }

    protected override async DdiTask Finish(Buf bp)
    {
        await base.Finish(bp);
        if (settings is { Where: "interrupt", Call: "biowait" })
            await Sleep(bp);
    }

    protected override async DdiTask InDetach()
    {
        if (settings is { Where: "thread", Call: "biowait" })
            await Ddi.Delay(new VirtualDuration(1));
    }

    /// <summary>Holds the only binding, fails with another handle, lets go.</summary>
    private async DdiTask ProvokeCallback()
    {
        var memory = Ddi.KmemAlloc(4_096)!;
        var first = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        var second = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        await Dma.AddrBindHandle(first, memory, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        var refused = await Dma.AddrBindHandle(second, memory, 4_096, DmaFlags.Read, ResourcesBack, this);
        if (refused.Status != DmaBind.NoResources)
            throw new InvalidOperationException($"the second bind answered {refused.Status}");
        await Dma.UnbindHandle(first);
        await Dma.FreeHandle(first);
        await Dma.FreeHandle(second);
        Ddi.KmemFree(memory);
        await Ddi.Delay(VirtualDuration.FromMicroseconds(100));
    }

    private async DdiTask<CallbackStatus> OnResourcesBack()
    {
        await Sleep(null);
        return CallbackStatus.Done;
    }

    private async DdiTask Sleep(Buf? bp)
    {
        switch (settings.Call)
        {
            case "alloc":
                await Dma.FreeHandle((await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!);
                break;
            case "bind":
                await BindWithSleep();
                break;
            case "cv":
                await cvLock.Enter();
                await cv.TimedWait(cvLock, new VirtualDuration(100));
                cvLock.Exit();
                break;
            case "biowait":
                await Ddi.BioWait(bp!);
                break;
            case "delay":
                await Ddi.Delay(new VirtualDuration(100));
                break;
            case "spin":
                await Ddi.USecWait(1);
                break;
        }
    }

    private async DdiTask BindWithSleep()
    {
        var memory = Ddi.KmemAlloc(4_096)!;
        var handle = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle!;
        await Dma.AddrBindHandle(handle, memory, 4_096, DmaFlags.Read, DmaCallback.Sleep);
        await Dma.UnbindHandle(handle);
        await Dma.FreeHandle(handle);
        Ddi.KmemFree(memory);
    }
}

/// <summary>Settings of <see cref="Sleeps"/>.</summary>
public sealed class SleepsSettings
{
    [Description("How it sleeps.")]
    public string Call { get; set; } = "delay";

    [Description("In which kind of context.")]
    public string Where { get; set; } = "thread";
}
