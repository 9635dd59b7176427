using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Panics;

/// <summary>Drivers that never answer, never stop, or refuse: each has a verdict, and none hangs whoever runs it.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData("open", "open of disk0 returned EIO")]
    [InlineData("close", "close of disk0 returned EIO")]
    [InlineData("detach", "detach of disk0 returned FAILURE")]
    public void An_entry_point_that_refuses_fails_the_run(string entryPoint, string words)
    {
        var report = Odd($"refuses-{entryPoint}").BreaksNothing();
        Assert.Equal(Verdict.Failed, report.Verdict);
        Assert.Equal(words, report.FirstFailure);
    }

    [Theory]
    [InlineData("attach")]
    [InlineData("open")]
    [InlineData("close")]
    [InlineData("detach")]
    public void An_entry_point_that_never_returns_is_a_deadlock(string entryPoint) =>
        Assert.Equal([$"disk0/{entryPoint}#1 waits for a signal of disk0.cv; only disk0 can signal it: no other context of disk0 is left"], Odd($"hangs-in-{entryPoint}").Deadlocks());

    [Fact]
    public void An_interrupt_handler_that_waits_for_the_lock_of_a_context_that_waits_for_it_is_a_deadlock()
    {
        var blocked = Odd("locks-crosswise").Deadlocks();
        Assert.Equal(
            [
                "disk0/detach#1 waits for its interrupt handler to end, disk0/interrupt#2",
                "disk0/interrupt#2 waits for the mutex disk0.mu, held by disk0/detach#1",
                "a circle: disk0/detach#1, which waits for disk0/interrupt#2, which waits for disk0/detach#1",
            ],
            blocked);
    }

    [Fact]
    public void Waiting_for_resources_that_nobody_holds_is_a_deadlock_that_names_the_sleeper()
    {
        var report = (new Shape { Driver = "ends-oddly", DriverSettings = "how: sleeps-for-ever", Requests = 1, Nexus = "copyBufferPages: 16, bindings: 1" }).Run();
        Assert.Contains("disk0/strategy#1 waits for DMA resources in the nexus; one binding is left, and its holder has nothing more to do", report.Deadlocks());
    }

    [Fact]
    public void A_timeout_that_sets_itself_again_for_ever_ends_at_the_bound() => Assert.Equal(Verdict.BoundReached, Odd("rearms").BreaksNothing().Verdict);

    [Fact]
    public void More_register_writes_in_one_turn_than_a_channel_holds_are_a_livelock() => Assert.Equal(Verdict.Livelock, Odd("floods").Verdict);

    [Fact]
    public void Memory_that_a_driver_keeps_for_itself_fails_the_run_and_does_not_end_the_program()
    {
        var report = Odd("takes-all-memory");
        Assert.Equal(Verdict.Failed, report.Verdict);
        Assert.StartsWith("there are no page frames for a request of 4096 bytes", report.FirstFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_a_vector_never_interrupts_and_a_driver_that_polls_does_without()
    {
        new Shape { Driver = "storms", DriverSettings = "how: polls", Vector = null, Requests = 3, Depth = 1 }.Run().Passes();
        new Shape { Driver = "storms", DriverSettings = "how: polls", Vector = null, Trigger = "edge", Disks = 2, Requests = 3, Depth = 1 }.Run().Passes();
    }

    [Fact]
    public void A_driver_that_waits_for_an_interrupt_without_a_vector_never_completes()
    {
        var report = new Shape { Driver = "plain", Vector = null, Requests = 1 }.Run();
        report.BreaksOnly("DMA010");
    }

    [Fact]
    public void A_device_that_never_answers_leaves_a_driver_without_a_watchdog_with_its_bufs() =>
        new Shape { Driver = "plain", Model = "odd-disk", DeviceSettings = "losesEvery: 1" }.Run().BreaksOnly("DMA010");

    [Fact]
    public void Binds_that_sleep_and_find_their_handle_bound_or_freed_or_their_memory_gone_are_answered_once()
    {
        foreach (var how in new[] { "bound", "freed", "memory-gone" })
        {
            for (var seed = 1UL; seed <= 5; seed++)
            {
                var report = new Shape { Driver = "sleeps-and-loses", DriverSettings = $"how: {how}", Requests = 3, Depth = 1, Nexus = "copyBufferPages: 16, bindings: 1" }.Run(seed);
                Assert.Null(report.Panic);
                Assert.True(report.Verdict is Verdict.Passed or Verdict.Failed, Outcomes.Text(report));
            }
        }
    }

    private static RunReport Odd(string how) => new Shape
    {
        Driver = "ends-oddly",
        DriverSettings = $"how: {how}",
        Requests = 1,
        More = ["bounds: { steps: 2000 }"],
    }.Run();
}

/// <summary>Ends in an odd way, or does not end.</summary>
[Driver("ends-oddly", "deadlock, livelock, refusal", Settings = typeof(EndsOddlySettings))]
public sealed class EndsOddly : PlainDriver
{
    private static readonly TimerName Again = new("again");

    private readonly EndsOddlySettings settings;
    private readonly KCondvar cv;

    public EndsOddly(DevInfo dip, EndsOddlySettings settings)
        : base(dip)
    {
        this.settings = settings;
        cv = Condvar("cv");
    }

    public override async DdiTask<Errno> Open()
    {
        await HangIn("open");
        return settings.How == "refuses-open" ? Errno.EIO : Errno.None;
    }

    public override async DdiTask<Errno> Close()
    {
        await HangIn("close");
        return settings.How == "refuses-close" ? Errno.EIO : Errno.None;
    }

    public override async DdiTask<DdiResult> Detach() => settings.How == "refuses-detach" ? DdiResult.Failure : await base.Detach();

    protected override async DdiTask InAttach()
    {
        await HangIn("attach");
        if (settings.How == "takes-all-memory")
        {
            while (Ddi.KmemAlloc(4_096) is not null)
            {
            }
        }
    }

    protected override async DdiTask InDetach()
    {
        await HangIn("detach");
        if (settings.How != "locks-crosswise")
            return;

        // An interrupt comes, wants the mutex, and its handler is to be removed under it.
        await Mu.Enter();
        var memory = Ddi.KmemAlloc(512)!;
        var bind = await Dma.AddrBindHandle(Handle!, memory, 512, DmaFlags.Write, DmaCallback.DontWait);
        if (bind.Status != DmaBind.Mapped)
            throw new InvalidOperationException($"{bind}");
        Regs!.Put64(0x08, 0);
        Regs.Put32(0x10, 512);
        Regs.Put32(0x14, 1);
        Regs.Put32(0x40, bind.Cookie.Address);
        Regs.Put32(0x44, 512);
        Regs.Put8(Csr.Offset, Csr.Start | Csr.EnableInterrupts | Csr.Write);
        await Ddi.Delay(VirtualDuration.FromMilliseconds(10));
    }

    protected override async DdiTask InStrategy(Buf bp)
    {
        switch (settings.How)
        {
            case "rearms":
                _ = Rearm();
                await Mu.Enter();
                await cv.Wait(Mu);
                break;
            case "floods":
                for (var i = 0; i < 5_000; i++)
                    Regs!.Put8(Csr.Offset, 0);
                break;
            case "sleeps-for-ever":
                await SleepForEver();
                break;
        }
    }

    private DdiTask Rearm()
    {
        Ddi.Timeout(Again, Rearm, new VirtualDuration(10));
        return DdiTask.Completed;
    }

    private async DdiTask SleepForEver()
    {
        var memory = Ddi.KmemAlloc(4_096)!;
        var second = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        await Dma.AddrBindHandle(Handle!, memory, 4_096, DmaFlags.Read, DmaCallback.Sleep);
        await Dma.AddrBindHandle(second, memory, 4_096, DmaFlags.Read, DmaCallback.Sleep);
    }

    private async DdiTask HangIn(string entryPoint)
    {
        if (settings.How != $"hangs-in-{entryPoint}")
            return;
        await Mu.Enter();
        await cv.Wait(Mu);
    }
}

/// <summary>Settings of <see cref="EndsOddly"/>.</summary>
public sealed class EndsOddlySettings
{
    [Description("How it ends.")]
    public string How { get; set; } = "";
}

/// <summary>Lets a bind sleep, and takes away what it waits for.</summary>
[Driver("sleeps-and-loses", "DMA001, DMA002", Settings = typeof(SleepsAndLosesSettings))]
public sealed class SleepsAndLoses(DevInfo dip, SleepsAndLosesSettings settings) : PlainDriver(dip)
{
    private static readonly TimerName Soon = new("soon");

    public override async DdiTask Strategy(Buf bp)
    {
        var memory = Ddi.KmemAlloc(4_096)!;
        var lost = Ddi.KmemAlloc(4_096)!;
        var second = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        await Dma.AddrBindHandle(Handle!, memory, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        Ddi.Timeout(Soon, () => Lose(second, lost), VirtualDuration.FromMicroseconds(20));
        var bind = await Dma.AddrBindHandle(second, lost, 4_096, DmaFlags.Read, DmaCallback.Sleep);
        await Regs!.Get8(Csr.Offset);
        await Ddi.USecWait(100);
        if (bind.Status == DmaBind.Mapped)
            await Dma.UnbindHandle(second);
        if (settings.How != "freed")
            await Dma.FreeHandle(second);
        if (settings.How != "memory-gone")
            Ddi.KmemFree(lost);
        Ddi.KmemFree(memory);
        await Ddi.BioDone(bp);
    }

    private async DdiTask Lose(DmaHandle second, KernelMemory memory)
    {
        switch (settings.How)
        {
            case "bound":
                var other = await Dma.AddrBindHandle(second, memory, 512, DmaFlags.Read, DmaCallback.Sleep);
                if (other.Status == DmaBind.Mapped)
                    await Dma.UnbindHandle(second);
                break;
            case "freed":
                await Dma.FreeHandle(second);
                break;
            case "memory-gone":
                Ddi.KmemFree(memory);
                break;
        }

        await Dma.UnbindHandle(Handle!);
    }
}

/// <summary>Settings of <see cref="SleepsAndLoses"/>.</summary>
public sealed class SleepsAndLosesSettings
{
    [Description("What it loses.")]
    public string How { get; set; } = "";
}
