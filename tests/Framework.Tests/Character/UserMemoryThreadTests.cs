using DmaActors.Framework.Nexus;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Framework.Tests.Character;

/// <summary>A user's memory where its process, drivers and the page mover run on threads of their own.</summary>
public sealed class UserMemoryThreadTests
{
    private const ulong Installed = 1 << 20;
    private const uint Page = 4_096;

    [Fact]
    public void Who_locks_a_page_that_is_being_moved_has_it_where_it_is_afterwards() =>
        AssertSeesTheEndOfAMove(user => Assert.Equal(Errno.None, user.Lock(0, Page, forWriting: true)));

    [Fact]
    public void Who_lets_go_of_a_page_that_is_being_moved_frees_the_frame_where_it_is_afterwards() => AssertSeesTheEndOfAMove(user => user.LetGo());

    [Fact]
    public void Who_looks_where_a_page_is_that_is_being_moved_sees_where_it_is_afterwards() => AssertSeesTheEndOfAMove(user => Assert.False(user.IsLocked(0, Page)));

    /// <summary>In the middle of a move, while the bytes are being read, another thread does something and looks where the page is.</summary>
    private static void AssertSeesTheEndOfAMove(Action<UserMemory> act)
    {
        var gate = Gate.Closed();
        UserMemory? user = null;
        Thread? other = null;
        var seen = 0UL;
        var port = new PortWithEvent(new PhysicalMemory(Installed, gate), () => other = Start(() =>
        {
            act(user!);
            seen = user!.Object.PageAddresses[0];
        }));
        var system = new MemoryProvider(port, new FrameAllocator(Installed, PageSize.FourKiB, FramePolicy.Contiguous, gate: gate));
        user = new UserMemory(system.TryAllocate(Page)!, system);
        var before = user.Object.PageAddresses[0];

        Assert.True(user.TryMovePage(0));
        other!.Join();

        Assert.NotEqual(before, user.Object.PageAddresses[0]);
        Assert.Equal(user.Object.PageAddresses[0], seen);
    }

    /// <summary>A thread that has come as far as it can: to its end, or to where it waits for us.</summary>
    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        while ((thread.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) == 0)
            Thread.Yield();
        return thread;
    }

    /// <summary>Memory where something happens in the middle of each read.</summary>
    private sealed class PortWithEvent(PhysicalMemory memory, Action onRead) : IMemoryPort
    {
        public int Read(PhysicalAddress at, Span<byte> destination)
        {
            onRead();
            return memory.Read(at, destination);
        }

        public int Write(PhysicalAddress at, ReadOnlySpan<byte> source) => memory.Write(at, source);

        public int FirstDifference(PhysicalAddress at, ReadOnlySpan<byte> expected) => memory.FirstDifference(at, expected);
    }
}
