using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>Whatever a driver does with its handles, in whatever order, the nexus knows what is taken, and has everything back when the last handle is freed.</summary>
public sealed class LedgerProperties
{
    private const int Machines = 500;
    private const int CallsOfEach = 200;

    private static readonly NexusOptions Small = new() { CopyBufferPages = 10, CopyBufferMax = 4 * 4096, Handles = 6, Bindings = 4 };

    /// <summary>500 machines with 200 calls each: 100,000 cases.</summary>
    [Fact]
    public void The_ledger_of_resources_balances_after_every_call_and_comes_to_zero()
    {
        Dictionary<string, int> seen = [];
        for (int machine = 0; machine < Machines; machine++)
        {
            Bench bench = Bench.Tame(Small);
            Books books = new(bench, new Dice((ulong)machine), seen);
            bench.Run(async () =>
            {
                for (int call = 0; call < CallsOfEach; call++)
                    await books.Call();
                await books.GiveEverythingBack();
            });
            Assert.Equal((0, 0L, 0UL), (bench.Nexus.PagesInUse, bench.Nexus.Owed, bench.Frames.InUse));
            Assert.Equal(bench.Nexus.Counters.Binds, bench.Nexus.Counters.Unbinds);
            Assert.Equal(bench.Nexus.Counters.Registered, bench.SoftCall.Returns.Done);
            Assert.Empty(bench.Findings);
        }

        foreach (string result in (string[])["Mapped", "PartialMap", "NoResources", "TooBig", "no handle", "moved"])
            Assert.True(seen.GetValueOrDefault(result) > Machines, $"{result}: {seen.GetValueOrDefault(result)}");
    }

    /// <summary>A driver's own books: what it has and has not given back.</summary>
    private sealed class Books(Bench bench, Dice dice, Dictionary<string, int> seen)
    {
        private static readonly DmaAttributes Low = ScriptDriver.Low with { SgLen = 5, Granular = 512 };

        private readonly DmaCallback callback = ScriptDriver.Callback(() => new(CallbackStatus.Done));
        private readonly List<DmaHandle> unbound = [];
        private readonly List<(DmaHandle Handle, KernelMemory Memory, int CopyPages)> bound = [];

        public async DdiTask Call()
        {
            switch (dice.Between(0, 9))
            {
                case 0 or 1:
                    await Allocate();
                    break;
                case 2 when unbound.Count > 0:
                    await bench.Driver.Dma.FreeHandle(Draw(unbound));
                    break;
                case >= 6 when bound.Count > 0:
                    await Move();
                    break;
                case 5 when bound.Count > 0:
                    await Unbind();
                    break;
                default:
                    if (unbound.Count > 0)
                        await Bind();
                    break;
            }

            bench.Nexus.AssertInvariants();
            Assert.Equal(bound.Sum(binding => binding.CopyPages), bench.Nexus.PagesInUse);
            Assert.Equal(bound.Count, bench.Nexus.Counters.Binds - bench.Nexus.Counters.Unbinds);
        }

        public async DdiTask GiveEverythingBack()
        {
            while (bound.Count > 0)
                await Unbind();
            foreach (DmaHandle handle in unbound)
                await bench.Driver.Dma.FreeHandle(handle);
        }

        private async DdiTask Allocate()
        {
            DmaAllocResult result = await bench.Driver.Dma.AllocHandle(dice.OneIn(3) ? ScriptDriver.Anywhere : Low, dice.OneIn(2) ? callback : DmaCallback.DontWait);
            Assert.Equal(unbound.Count + bound.Count < Small.Handles, result.Handle is not null);
            if (result.Handle is { } handle)
                unbound.Add(handle);
            else
                Note("no handle");
        }

        private async DdiTask Bind()
        {
            DmaHandle handle = Draw(unbound);
            uint length = (uint)dice.Between(1, 6 * 4096);
            KernelMemory memory = bench.Driver.Ddi.KmemAlloc(length)!;
            int before = bench.Nexus.PagesInUse;
            DmaFlags flags = DmaFlags.RdWr | (dice.OneIn(4) ? DmaFlags.None : DmaFlags.Partial);
            DmaBindResult result = await bench.Driver.Dma.AddrBindHandle(handle, memory, length, flags, dice.OneIn(2) ? callback : DmaCallback.DontWait);
            Note(result.Status.ToString());
            int pages = bench.Nexus.PagesInUse - before;
            if (result.Status is DmaBind.Mapped or DmaBind.PartialMap)
            {
                bound.Add((handle, memory, pages));
                return;
            }

            Assert.Equal(0, pages);
            bench.Driver.Ddi.KmemFree(memory);
            unbound.Add(handle);
        }

        private async DdiTask Unbind()
        {
            (DmaHandle handle, KernelMemory memory, _) = Draw(bound);
            await bench.Driver.Dma.UnbindHandle(handle);
            bench.Driver.Ddi.KmemFree(memory);
            unbound.Add(handle);
        }

        private async DdiTask Move()
        {
            DmaHandle handle = bound[dice.Between(0, bound.Count - 1)].Handle;
            DmaWindowResult moved = await bench.Driver.Dma.GetWin(handle, dice.Between(0, 2));
            if (moved.Status == DdiResult.Success)
                Note("moved");
            await bench.Driver.Dma.Sync(handle, 0, 0, DmaSyncType.ForCpu);
        }

        private T Draw<T>(List<T> from)
        {
            int index = dice.Between(0, from.Count - 1);
            T drawn = from[index];
            from.RemoveAt(index);
            return drawn;
        }

        private void Note(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }
}
