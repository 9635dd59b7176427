using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Panics;

/// <summary>What leaves driver or device code as an exception is a panic with the actor, the message and the step: never an exception for whoever runs the machine.</summary>
public sealed class PanicTests
{
    [Theory]
    [InlineData("constructor", @"^disk0 threw NotSupportedException in its constructor: no$")]
    [InlineData("attach", @"^disk0/attach#1 threw NotSupportedException on Attach in step \d+: no$")]
    [InlineData("attach-later", @"^disk0/attach#1 threw NotSupportedException on Reply in step \d+: no$")]
    [InlineData("open", @"^disk0/open#1 threw NotSupportedException on Open in step \d+: no$")]
    [InlineData("strategy", @"^disk0/strategy#1 threw NotSupportedException on Strategy in step \d+: no$")]
    [InlineData("strategy-locked", @"^disk0/strategy#1 threw NotSupportedException on LockGrant in step \d+: no$")]
    [InlineData("interrupt", @"^disk0/interrupt#1 threw NotSupportedException on Reply in step \d+: no$")]
    [InlineData("timeout", @"^disk0/timeout#1 threw NotSupportedException on TimeoutDue in step \d+: no$")]
    [InlineData("callback", @"^disk0/callback#1 threw NotSupportedException on RunCallback in step \d+: no$")]
    [InlineData("iodone", @"^disk0/interrupt#1 threw NotSupportedException on \w+ in step \d+: no$")]
    [InlineData("close", @"^disk0/close#1 threw NotSupportedException on Close in step \d+: no$")]
    [InlineData("detach", @"^disk0/detach#1 threw NotSupportedException on Detach in step \d+: no$")]
    public void An_exception_in(string where, string words) => Assert.Matches(words, Run("throws", $"where: {where}").Panics());

    [Theory]
    [InlineData("constructor", @"^disk0\.device threw NotSupportedException in its constructor: no such revision of the board$")]
    [InlineData("register", @"^disk0\.device threw NotSupportedException on RegisterWrite in step \d+: no such bit$")]
    [InlineData("transfer", @"^disk0\.engine threw NotSupportedException on Grant in step \d+: no such head$")]
    public void An_exception_in_the_model_of_a_device(string where, string words) =>
        Assert.Matches(words, new Shape { Driver = "plain", Model = "odd-disk", DeviceSettings = $"throws: {where}" }.Run().Panics());

    [Theory]
    [InlineData("recursive-enter", "mutex_enter: disk0/strategy#1 already owns disk0.mu: recursive mutex_enter.")]
    [InlineData("exit-unowned", "mutex_exit: disk0/strategy#1 does not own disk0.mu.")]
    [InlineData("keeps-mutex", "disk0/strategy#1 returned while it holds a mutex.")]
    [InlineData("cv-without-mutex", "cv_wait: disk0/strategy#1 waits for disk0.cv without the mutex disk0.mu.")]
    [InlineData("not-awaited", "disk0/strategy#1 ended while a task of it was still suspended: a DdiTask was not awaited.")]
    [InlineData("null-handle", "ddi_dma_unbind_handle was called with NULL.")]
    [InlineData("null-handle-bind", "ddi_dma_buf_bind_handle was called with NULL.")]
    [InlineData("null-handle-free", "ddi_dma_free_handle was called with NULL.")]
    [InlineData("null-handle-sync", "ddi_dma_sync was called with NULL.")]
    [InlineData("null-handle-getwin", "ddi_dma_getwin was called with NULL.")]
    [InlineData("null-handle-numwin", "ddi_dma_numwin was called with NULL.")]
    [InlineData("null-handle-nextcookie", "ddi_dma_nextcookie was called with NULL.")]
    [InlineData("null-callback", "ddi_dma_alloc_handle was called with NULL.")]
    public void A_misuse_that_panics_the_system(string misuse, string words)
    {
        var panic = Run("misuses", $"how: {misuse}").Panics();
        Assert.StartsWith("disk0/strategy#1 threw ", panic, StringComparison.Ordinal);
        Assert.EndsWith(": " + words, panic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("async")]
    [InlineData("ddi")]
    [InlineData("iodone")]
    public void Recursion_for_ever_is_a_panic_of_its_context(string how) =>
        Assert.Matches(@"^disk0/strategy#1 threw InsufficientExecutionStackException on \w+ in step \d+: ", Run("recurses", $"how: {how}").Panics());

    [Fact]
    public void Recursion_that_waits_each_time_ends_at_the_bound_of_the_run()
    {
        var report = Run("recurses", "how: waiting");
        Assert.Equal(Verdict.BoundReached, report.Verdict);
        Assert.Equal(0, report.FindingCount);
    }

    [Fact]
    public void A_panic_is_the_verdict_also_where_rules_were_broken_before()
    {
        var report = Run("misuses", "how: both");
        report.Panics();
        Assert.Equal("DMA002", Assert.Single(report.Findings).Rule.Id);
    }

    private static RunReport Run(string driver, string settings) => new Shape
    {
        Driver = driver,
        DriverSettings = settings,
        Requests = 1,
        Nexus = "copyBufferPages: 16, bindings: 1",
        More = ["bounds: { steps: 2000 }"],
    }.Run();
}

/// <summary>Throws, where it is told.</summary>
[Driver("throws", "panic", Settings = typeof(ThrowsSettings))]
public sealed class Throws : PlainDriver
{
    private static readonly TimerName Later = new("later");
    private static readonly DmaCallback ResourcesBack = new(argument => ((Throws)argument!).OnResourcesBack());

    private readonly ThrowsSettings settings;

    public Throws(DevInfo dip, ThrowsSettings settings)
        : base(dip)
    {
        this.settings = settings;
        ThrowIn("constructor");
    }

    public override async DdiTask<DdiResult> Attach()
    {
        ThrowIn("attach");
        await base.Attach();
        ThrowIn("attach-later");
        return DdiResult.Success;
    }

    public override DdiTask<Errno> Open()
    {
        ThrowIn("open");
        return base.Open();
    }

    public override DdiTask<Errno> Close()
    {
        ThrowIn("close");
        return base.Close();
    }

    public override DdiTask<DdiResult> Detach()
    {
        ThrowIn("detach");
        return base.Detach();
    }

    protected override async DdiTask InStrategy(Buf bp)
    {
        ThrowIn("strategy");
        if (settings.Where == "strategy-locked")
        {
            await Mu.Enter();
            ThrowIn("strategy-locked");
        }

        if (settings.Where == "timeout")
            Ddi.Timeout(Later, OnTimeout, new VirtualDuration(10));
        if (settings.Where == "iodone")
            bp.IoDone = _ => throw new NotSupportedException("no");
        if (settings.Where == "callback")
            await ProvokeCallback();
    }

    protected override DdiTask InInterrupt()
    {
        ThrowIn("interrupt");
        return DdiTask.Completed;
    }

    private async DdiTask ProvokeCallback()
    {
        var memory = Ddi.KmemAlloc(4_096)!;
        var first = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        var second = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        await Dma.AddrBindHandle(first, memory, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        await Dma.AddrBindHandle(second, memory, 4_096, DmaFlags.Read, ResourcesBack, this);
        await Dma.UnbindHandle(first);
    }

    private DdiTask<CallbackStatus> OnResourcesBack()
    {
        ThrowIn("callback");
        return new(CallbackStatus.Done);
    }

    private DdiTask OnTimeout()
    {
        ThrowIn("timeout");
        return DdiTask.Completed;
    }

    private void ThrowIn(string where)
    {
        if (settings.Where == where)
            throw new NotSupportedException("no");
    }
}

/// <summary>Settings of <see cref="Throws"/>.</summary>
public sealed class ThrowsSettings
{
    [Description("Where it throws.")]
    public string Where { get; set; } = "";
}

/// <summary>Does in strategy what no kernel survives.</summary>
[Driver("misuses", "panic", Settings = typeof(MisusesSettings))]
public sealed class Misuses : PlainDriver
{
    private readonly MisusesSettings settings;
    private readonly KCondvar cv;

    public Misuses(DevInfo dip, MisusesSettings settings)
        : base(dip)
    {
        this.settings = settings;
        cv = Condvar("cv");
    }

    protected override async DdiTask InStrategy(Buf bp)
    {
        switch (settings.How)
        {
            case "recursive-enter":
                await Mu.Enter();
                await Mu.Enter();
                break;
            case "exit-unowned":
                Mu.Exit();
                break;
            case "cv-without-mutex":
                await cv.Wait(Mu);
                break;
            case "null-callback":
                await Dma.AllocHandle(Attributes, null!);
                break;
            case "null-handle":
                await Dma.UnbindHandle(null!);
                break;
            case "null-handle-bind":
                await Dma.BufBindHandle(null!, bp, DmaFlags.Read, DmaCallback.DontWait);
                break;
            case "null-handle-free":
                await Dma.FreeHandle(null!);
                break;
            case "null-handle-sync":
                await Dma.Sync(null!, 0, 0, DmaSyncType.ForDev);
                break;
            case "null-handle-getwin":
                await Dma.GetWin(null!, 0);
                break;
            case "null-handle-numwin":
                Dma.NumWin(null!, out _);
                break;
            case "null-handle-nextcookie":
                Dma.NextCookie(null!);
                break;
            case "both":
                await Dma.UnbindHandle(Handle!);
                Mu.Exit();
                break;
        }
    }

    public override async DdiTask Strategy(Buf bp)
    {
        if (settings.How == "not-awaited")
        {
            _ = Mu.Enter();
            _ = Forgotten();
            return;
        }

        if (settings.How == "keeps-mutex")
        {
            await Mu.Enter();
            return;
        }

        await base.Strategy(bp);
    }

    private async DdiTask Forgotten() => await Regs!.Get8(Csr.Offset);
}

/// <summary>Settings of <see cref="Misuses"/>.</summary>
public sealed class MisusesSettings
{
    [Description("How.")]
    public string How { get; set; } = "";
}

/// <summary>Calls itself for ever.</summary>
[Driver("recurses", "panic", Settings = typeof(RecursesSettings))]
public sealed class Recurses(DevInfo dip, RecursesSettings settings) : PlainDriver(dip)
{
    private static readonly TimerName Nothing = new("nothing");

    protected override async DdiTask InStrategy(Buf bp)
    {
        switch (settings.How)
        {
            case "async":
                await Dive();
                break;
            case "ddi":
                var cancelled = Ddi.Timeout(Nothing, () => DdiTask.Completed, VirtualDuration.FromSeconds(1));
                await Ddi.Untimeout(cancelled);
                await DiveThrough(cancelled);
                break;
            case "iodone":
                bp.IoDone = _ => Dive();
                await Ddi.BioDone(bp);
                break;
            case "waiting":
                await DiveAndWait();
                break;
        }
    }

    private async DdiTask Dive() => await Dive();

    private async DdiTask DiveThrough(TimeoutId id)
    {
        await Ddi.Untimeout(id);
        await DiveThrough(id);
    }

    private async DdiTask DiveAndWait()
    {
        await Regs!.Get8(Csr.Offset);
        await DiveAndWait();
    }
}

/// <summary>Settings of <see cref="Recurses"/>.</summary>
public sealed class RecursesSettings
{
    [Description("Through what.")]
    public string How { get; set; } = "";
}
