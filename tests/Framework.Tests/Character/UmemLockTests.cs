using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Character;

public sealed class UmemLockTests
{
    private const uint Page = 4_096;

    [Theory]
    [InlineData(0, 0, Page, UmemLockFlags.Read, Errno.None)]
    [InlineData(0, 0, 2 * Page, UmemLockFlags.Write, Errno.None)]
    [InlineData(0, 1, Page, UmemLockFlags.Read, Errno.EINVAL)]
    [InlineData(0, 0, Page - 1, UmemLockFlags.Read, Errno.EINVAL)]
    [InlineData(512, 0, Page, UmemLockFlags.Read, Errno.EINVAL)]
    [InlineData(0, 0, Page, UmemLockFlags.None, Errno.EINVAL)]
    [InlineData(0, 0, Page, UmemLockFlags.Read | UmemLockFlags.Write, Errno.EINVAL)]
    [InlineData(0, 0, 3 * Page, UmemLockFlags.Read, Errno.EFAULT)]
    [InlineData(0, 3 * Page, Page, UmemLockFlags.Read, Errno.EFAULT)]
    public void A_lock_wants_whole_pages_of_the_buffer_and_one_direction(int inPage, uint offset, uint length, UmemLockFlags flags, Errno expected) =>
        Run((bench, _) => Assert.Equal(expected, Lock(bench, User(bench, inPage), offset, length, flags)));

    [Fact]
    public void Memory_that_the_process_may_only_read_is_not_locked_for_writing() => Run((bench, _) =>
    {
        var user = new UserMemory(bench.Memory.TryAllocate(Page)!, bench.Memory, isReadOnly: true);
        Assert.Equal(Errno.EACCES, Lock(bench, user, 0, Page, UmemLockFlags.Write));
        Assert.Equal(Errno.None, Lock(bench, user, 0, Page, UmemLockFlags.Read));
    });

    [Fact]
    public void What_can_never_be_locked_is_ENOMEM_and_what_cannot_be_now_EAGAIN()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var few = new MemoryProvider(bench.Bus.Processor, bench.Frames) { LockablePages = 3 };
            UserMemory Pages(uint pages) => new(few.TryAllocate(pages * Page)!, few);
            var ddi = bench.Driver.Ddi;
            Assert.Equal(Errno.ENOMEM, (await ddi.UmemLock(Pages(4), 0, 4 * Page, UmemLockFlags.Read)).Error);
            var first = await ddi.UmemLock(Pages(2), 0, 2 * Page, UmemLockFlags.Read);
            Assert.Equal(Errno.EAGAIN, (await ddi.UmemLock(Pages(2), 0, 2 * Page, UmemLockFlags.Read)).Error);
            Assert.Equal(Errno.None, (await ddi.UmemLock(Pages(1), 0, Page, UmemLockFlags.Read)).Error);
            ddi.UmemUnlock(first.Cookie!);
            Assert.Equal(Errno.None, (await ddi.UmemLock(Pages(2), 0, 2 * Page, UmemLockFlags.Read)).Error);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
    }

    [Fact]
    public void A_page_moves_unless_it_is_locked_as_often_as_it_was_locked() => Run((bench, _) =>
    {
        var user = User(bench);
        user.Object.Write(Page, [1, 2, 3]);
        var before = user.Object.PageAddresses.ToArray();
        Assert.True(user.TryMovePage(1));
        var moved = user.Object.PageAddresses.ToArray();
        Assert.Equal(before[0], moved[0]);
        Assert.NotEqual(before[1], moved[1]);
        var bytes = new byte[3];
        user.Object.Read(Page, bytes);
        Assert.Equal([1, 2, 3], bytes);

        Assert.Equal(Errno.None, user.Lock(Page, Page, forWriting: true));
        Assert.Equal(Errno.None, user.Lock(0, 2 * Page, forWriting: true));
        Assert.False(user.TryMovePage(0));
        user.Unlock(0, 2 * Page);
        Assert.True(user.TryMovePage(0));
        Assert.False(user.TryMovePage(1));
        user.Unlock(Page, Page);
        Assert.True(user.TryMovePage(1));
    });

    [Fact]
    public void A_cookie_that_is_unlocked_twice_is_a_finding_and_unlocks_once()
    {
        var bench = Run((bench, cookie) =>
        {
            bench.Driver.Ddi.UmemUnlock(cookie);
            bench.Driver.Ddi.UmemUnlock(cookie);
        });
        Assert.Equal(["DMA005"], bench.Findings);
    }

    [Fact]
    public void A_lock_in_a_callback_is_a_finding()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1 });
        bench.Run(async () =>
        {
            var (first, second) = (await bench.Driver.Handle(), await bench.Driver.Handle());
            await bench.Driver.Bind(first);
            await bench.Driver.Bind(second, ScriptDriver.Callback(async () =>
            {
                bench.Driver.Ddi.UmemUnlock((await bench.Driver.Ddi.UmemLock(User(bench), 0, Page, UmemLockFlags.Read)).Cookie!);
                return CallbackStatus.Done;
            }));
            await bench.Driver.Dma.UnbindHandle(first);
        });

        Assert.Equal(["DMA020"], bench.Findings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Memory_that_can_move_is_a_finding_when_it_is_bound_and_locked_memory_is_none(bool locked)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var (ddi, dma, user) = (bench.Driver.Ddi, bench.Driver.Dma, User(bench));
            var handle = await bench.Driver.Handle();
            var cookie = (await ddi.UmemLock(user, Page, Page, UmemLockFlags.Write)).Cookie!;
            var bp = locked ? ddi.UmemIoSetup(cookie, 512, 1_024, BufFlags.Read, 7)! : ddi.GetRBuf(new Uio(user, isRead: true, 7 * 512));
            Assert.Equal((7, BufFlags.Read | BufFlags.Phys | BufFlags.Busy), (bp.BlockNumber, bp.Flags));
            var bind = await dma.BufBindHandle(handle, bp, DmaFlags.Read, DmaCallback.DontWait);
            Assert.Equal(locked ? user.Object.PageAddresses[1] + 512 : user.Object.PageAddresses[0], bind.Cookie.LAddress);
            await dma.UnbindHandle(handle);
            ddi.FreeRBuf(bp);
            ddi.UmemUnlock(cookie);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(locked ? [] : ["DMA006"], bench.Findings);
    }

    [Fact]
    public void An_address_of_a_user_is_mapped_where_it_is_and_is_a_finding()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(DmaBind.Mapped, (await bench.Driver.Dma.AddrBindHandle(handle, User(bench), Page, DmaFlags.Read, DmaCallback.DontWait)).Status);
            await bench.Driver.Dma.UnbindHandle(handle);
        });

        Assert.Equal(["DMA006"], bench.Findings);
    }

    [Theory]
    [InlineData(0, Page, true)]
    [InlineData(1, Page, false)]
    [InlineData(Page, 1, false)]
    public void A_buf_is_made_of_what_is_within_the_locked_pages_or_not_at_all(uint offset, uint length, bool made) => Run((bench, cookie) =>
        Assert.Equal(made, bench.Driver.Ddi.UmemIoSetup(cookie, offset, length, BufFlags.Read, 0) is not null));

    [Fact]
    public void More_of_a_users_buffer_than_there_is_is_a_finding_and_cannot_be_mapped()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(DmaBind.NoMapping, (await bench.Driver.Dma.AddrBindHandle(handle, User(bench), (2 * Page) + 1, DmaFlags.Read, DmaCallback.DontWait)).Status);
        });

        Assert.Equal(["DMA008"], bench.Findings);
    }

    private static UserMemory User(Bench bench, int inPage = 0) => new(bench.Memory.TryAllocate((2 * Page) - (uint)inPage, inPage)!, bench.Memory);

    private static Errno Lock(Bench bench, UserMemory user, uint offset, uint length, UmemLockFlags flags)
    {
        var result = bench.Driver.Ddi.UmemLock(user, offset, length, flags).GetAwaiter().GetResult();
        Assert.Equal(result.Error == Errno.None, result.Cookie is { IsLocked: true });
        return result.Error;
    }

    private static Bench Run(Action<Bench, UmemCookie> script)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var cookie = await bench.Driver.Ddi.UmemLock(User(bench), 0, Page, UmemLockFlags.Read);
            script(bench, cookie.Cookie!);
            bench.Log.Add("over");
        });
        Assert.Equal(["over"], bench.Log);
        return bench;
    }
}
