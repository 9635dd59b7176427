using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Misuse;

/// <summary>
/// A driver without sense: it calls any function with anything that it ever had. It keeps books of its own, which say of each call which rules it breaks, and at the end what is
/// missing.
/// </summary>
internal sealed partial class RandomCaller
{
    private readonly Bench bench;
    private readonly Dice dice;
    private readonly SortedDictionary<string, int> seen;
    private readonly uint page;
    private readonly DmaCallback callback = ScriptDriver.Callback(() => new(CallbackStatus.Done));
    private readonly List<string> expected = [];

    public RandomCaller(Bench bench, Dice dice, SortedDictionary<string, int> seen)
    {
        (this.bench, this.dice, this.seen) = (bench, dice, seen);
        page = (uint)bench.Frames.PageSize.Bytes;
        for (var user = 0; user < 2; user++)
            users.Add(new UserBooks(bench, PagesOfUser, page));
    }

    private DdiFunctions Ddi => bench.Driver.Ddi;

    private DmaFunctions Dma => bench.Driver.Dma;

    /// <summary>Callbacks that no release has run yet: they cannot be taken back.</summary>
    public IReadOnlyList<string> Owed => CallbacksOwed == 0 ? [] : [$"{CallbacksOwed} DMA callback(s) registered or running"];

    /// <summary>What the instance holds, as the rules name it: handles in the order of their allocation, then all else by kind, callbacks last.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. handles.Where(handle => !handle.IsFreed).Select(handle => $"{handle.Handle} (allocated by disk0/open#1) {(handle.IsBound ? "bound" : "allocated")}"),
        .. Some(mappings.Any(mapping => mapping.IsMapped), "its registers mapped (ddi_regs_map_free)"),
        .. Count(pieces.Count(piece => piece is { IsFreed: false, Access: null }), "piece(s) of kernel memory allocated (kmem_free)"),
        .. Count(pieces.Count(piece => piece is { IsFreed: false, Access: not null }), "piece(s) of memory for DMA allocated (ddi_dma_mem_free)"),
        .. Count(cookies.Count(cookie => cookie.IsLocked), "user buffer(s) locked (ddi_umem_unlock)"),
        .. Count(bufs.Count(buf => buf.State != BufState.Freed), "buf(s) of its own allocated (freerbuf)"),
        .. Enumerable.Range(0, Channels).SelectMany(channel => Some(held[channel] > 0, $"DMA channel {channel} allocated{(held[channel] == 1 ? "" : $" {held[channel]} times")} (ddi_dmae_release)")),
        .. Owed,
    ];

    private long CallbacksOwed => bench.Nexus.Owed + (bench.Isa?.Owed ?? 0);

    /// <summary>One call of any kind.</summary>
    public async DdiTask Call()
    {
        expected.Clear();
        var before = bench.Rules.Count;
        var kept = bench.Rules.Findings.Count;
        var what = await Draw();
        bench.Nexus.AssertInvariants();
        bench.Isa?.AssertInvariants();
        Assert.True(expected.Count == bench.Rules.Count - before, $"{what}: {string.Join(' ', expected)} expected, {bench.Rules.Count - before} found: {string.Join("; ", bench.Rules.Findings.Skip(kept).Select(finding => finding.Text))}");
        Assert.All(bench.Rules.Findings.Skip(kept), finding => Assert.Contains(finding.Rule.Id, expected));
        foreach (var rule in expected)
            seen[rule] = seen.GetValueOrDefault(rule) + 1;
    }

    /// <summary>Gives back, in a good order, whatever is still held.</summary>
    public async DdiTask GiveEverythingBack()
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            for (; held[channel] > 0; held[channel]--)
                await Dma.DmaeRelease(channel);
        }

        foreach (var handle in handles.Where(handle => !handle.IsFreed))
        {
            if (handle.IsBound)
                await Dma.UnbindHandle(handle.Handle);
            await Dma.FreeHandle(handle.Handle);
            handle.Free();
        }

        foreach (var cookie in cookies.Where(cookie => cookie.IsLocked))
            Ddi.UmemUnlock(cookie.Cookie);
        foreach (var buf in bufs.Where(buf => buf.State != BufState.Freed))
        {
            if (buf.State == BufState.Issued)
                await Ddi.BioDone(buf.Buf);
            Ddi.FreeRBuf(buf.Buf);
        }

        foreach (var piece in pieces.Where(piece => !piece.IsFreed))
        {
            if (piece.Access is null)
                Ddi.KmemFree(piece.Memory);
            else
                await Dma.MemFree(piece.Access);
            piece.IsFreed = true;
        }

        foreach (var mapping in mappings.Where(mapping => mapping.IsMapped))
            Ddi.RegsMapFree(mapping.Registers);
    }

    /// <summary>The frames that are taken are those of what is held.</summary>
    public void AssertBooks()
    {
        var frames = pieces.Where(piece => !piece.IsFreed).Sum(piece => piece.Memory.Object.PageAddresses.Length) + (users.Count * PagesOfUser);
        Assert.Equal((ulong)(frames + (bench.Bus.Iommu is null ? bench.Nexus.PagesInUse : 0)), bench.Frames.InUse);
        Assert.Equal(handles.Count(handle => handle.IsBound), bench.Nexus.Counters.Binds - bench.Nexus.Counters.Unbinds);
    }

    private static IEnumerable<string> Count(int count, string what) => Some(count > 0, $"{count} {what}");

    private static IEnumerable<string> Some(bool isThere, string what) => isThere ? [what] : [];

    /// <summary>The call breaks this rule, if that is so.</summary>
    private void Breaks(string rule, bool isSo = true)
    {
        if (isSo)
            expected.Add(rule);
    }

    private async DdiTask<string> Draw() => dice.Between(0, 9) switch
    {
        0 or 1 or 2 or 3 => await CallWithHandle(),
        4 or 5 => await CallWithMemory(),
        6 => CallWithPages(),
        7 or 8 => await CallWithBuf(),
        _ => await CallWithChannelOrRegisters(),
    };

    private T Any<T>(List<T> from) => from[dice.Between(Math.Max(0, from.Count - 12), from.Count - 1)];
}
