using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Handles;

/// <summary>The rules about the memory of users: it is locked while it is bound (DMA006), unlocked once (DMA005), not left locked (DMA030), and reached by its process (DMA023).</summary>
public sealed class LockedMemoryRuleTests
{
    [Fact]
    public void Pages_are_unlocked_once() =>
        AssertFinding("unlocks-twice", "DMA005", "disk0/write#1 unlocked 4096 bytes of a user (locked by disk0/write#1), which disk0/write#1 had unlocked already");

    [Fact]
    public void Pages_are_locked_before_they_are_bound() =>
        AssertFinding("never-locks", "DMA006", "disk0/dma#2 (allocated by disk0/write#1) was bound to a user's memory that is not locked");

    [Fact]
    public void Pages_are_unbound_before_they_are_unlocked() =>
        AssertFinding("unlocks-bound", "DMA006", "disk0/write#1 unlocked a user's memory while disk0/dma#2 (allocated by disk0/write#1) was bound to it");

    [Fact]
    public void A_buf_is_made_of_pages_that_are_locked() =>
        AssertFinding("makes-buf-of-unlocked", "DMA008", "disk0/write#1 gave ddi_umem_iosetup 4096 bytes of a user (locked by disk0/write#1), which disk0/write#1 had unlocked");

    [Fact]
    public void Pages_that_are_left_locked_at_detach_are_found()
    {
        var report = User("never-unlocks").Run();
        Assert.Equal("disk0 detached and left 1 user buffer(s) locked (ddi_umem_unlock)", report.BreaksOnly("DMA030").Text);
    }

    [Fact]
    public void Whose_memory_it_is_must_be_there()
    {
        var report = (User("locks-in-suspend") with { Requests = 6, Through = "character\n  suspendAfter: 2\n  powerOff: 1ms" }).Run();
        Assert.Equal("disk0/suspend#1 called ddi_umem_lock, which is for the thread of a user: open, close, read or write", report.BreaksOnly("DMA023").Text);
    }

    [Fact]
    public void Who_locks_binds_unbinds_and_unlocks_breaks_no_rule() => User("nothing").Run().Passes();

    private static void AssertFinding(string how, string rule, string text) => Assert.Equal(text, User(how).Run().BreaksOnly(rule).Text);

    private static Shape User(string how) => new() { Driver = "locks", DriverSettings = $"how: {how}", Requests = 1, Depth = 1, Sizes = ["16KiB"], Through = "character" };
}

/// <summary>Locks a user's buffer itself and binds it, beside the transfer by physio, and does one thing wrong, once.</summary>
[Driver("locks", "DMA005, DMA006, DMA023, DMA030", Settings = typeof(LocksSettings))]
public sealed class Locks(DevInfo dip, LocksSettings settings) : PlainDriver(dip)
{
    private const uint Page = 4_096;

    private UserMemory? latest;

    public override DdiTask<Errno> Read(Uio uio) => Transfer(uio);

    public override DdiTask<Errno> Write(Uio uio) => Transfer(uio);

    public override async DdiTask<DdiResult> Suspend()
    {
        await Ddi.UmemLock(latest!, 0, latest!.Length, UmemLockFlags.Read);
        return DdiResult.Failure;
    }

    private async DdiTask<Errno> Transfer(Uio uio)
    {
        latest = uio.Buffer;
        await Once(uio.Buffer);
        return await Ddi.Physio(Strategy, Ddi.MinPhys, uio);
    }

    private async DdiTask Once(UserMemory user)
    {
        var handle = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle!;
        if (settings.How == "never-locks")
            await Dma.AddrBindHandle(handle, user, user.Length, DmaFlags.Write, DmaCallback.DontWait);
        var cookie = await LockOnePage(user);
        var bp = Ddi.UmemIoSetup(cookie, 0, Page, BufFlags.Write, 0)!;
        if (settings.How != "never-locks")
            await Dma.BufBindHandle(handle, bp, DmaFlags.Write, DmaCallback.DontWait);
        if (settings.How == "unlocks-bound")
            Ddi.UmemUnlock(cookie);
        await Dma.UnbindHandle(handle);
        await Dma.FreeHandle(handle);
        Ddi.FreeRBuf(bp);
        if (settings.How is not ("unlocks-bound" or "never-unlocks"))
            Ddi.UmemUnlock(cookie);
        if (settings.How == "unlocks-twice")
            Ddi.UmemUnlock(cookie);
        if (settings.How == "makes-buf-of-unlocked" && Ddi.UmemIoSetup(cookie, 0, Page, BufFlags.Read, 0) is not null)
            throw new NotSupportedException("a buf of memory that is not locked");
    }

    /// <summary>The first whole page of the buffer, which begins where its user likes.</summary>
    private async DdiTask<UmemCookie> LockOnePage(UserMemory user)
    {
        for (var offset = 0u; ; offset += 512)
        {
            if ((await Ddi.UmemLock(user, offset, Page, UmemLockFlags.Read)).Cookie is { } cookie)
                return cookie;
        }
    }
}

/// <summary>Settings of <see cref="Locks"/>.</summary>
public sealed class LocksSettings
{
    [Description("What it does wrong.")]
    public string How { get; set; } = "nothing";
}
