using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Bufs;

public sealed class LostRequestRuleTests
{
    [Fact]
    public void A_request_whose_place_another_has_taken_is_lost()
    {
        var report = Keeping("overwritten").Run();
        var finding = report.BreaksOnly("DMA014");
        Assert.Equal(1, report.FindingCount);
        Assert.Equal("disk0", finding.Where);
        Assert.Matches(@"^disk0 was given buf#1 \((read|write) 4096 at block \d+\), never bound it, and nothing of disk0 leads to it any more$", finding.Text);
    }

    [Fact]
    public void With_the_rule_off_nothing_is_said() => Assert.Equal(0, (Keeping("overwritten") with { RuleOff = "DMA014" }).Run().FindingCount);

    /// <summary>Each of them is forgotten, and another rule says so; none is lost.</summary>
    [Theory]
    [InlineData("member")]
    [InlineData("queue")]
    [InlineData("dictionary")]
    [InlineData("array")]
    [InlineData("structure")]
    [InlineData("object")]
    [InlineData("closure")]
    [InlineData("chain")]
    [InlineData("argument")]
    public void A_request_that_is_still_somewhere_is_not_lost(string where) =>
        Assert.Equal(2, Keeping(where).Run() is var report && report.BreaksOnly("DMA010") is not null ? report.FindingCount : 0);

    [Fact]
    public void A_request_that_was_bound_is_not_lost_but_forgotten() =>
        new Shape { Driver = "never-completes", Requests = 4, Depth = 1 }.Run().BreaksOnly("DMA010");

    private static Shape Keeping(string where) =>
        new() { Driver = "keeps-requests", DriverSettings = $"where: {where}", Requests = 2, Depth = 2, Nexus = "copyBufferPages: 16, bindings: 1" };
}

/// <summary>Keeps two requests and does nothing with them; or one, which it fails, when the second comes.</summary>
[Driver("keeps-requests", "DMA014", Settings = typeof(KeepsRequestsSettings))]
public sealed partial class KeepsRequests(DevInfo dip, KeepsRequestsSettings settings) : PlainDriver(dip)
{
    private static readonly DmaCallback ResourcesBack = new(_ => new DdiTask<CallbackStatus>(CallbackStatus.RunOut));

    private readonly Dictionary<long, Buf> byBlock = [];
    private readonly Buf?[] slots = new Buf?[2];
    private readonly List<Entry> entries = [];
    private readonly List<Node> nodes = [];
    private readonly List<Func<uint>> closures = [];

    [SoftState]
    private partial Buf? First { get; set; }

    [SoftState]
    private partial Buf? Second { get; set; }

    [SoftState]
    private partial DmaHandle? Other { get; set; }

    [SoftState]
    private partial bool IsPoolTaken { get; set; }

    protected override async DdiTask InAttach() => Other = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle;

    public override async DdiTask Strategy(Buf bp)
    {
        await Mu.Enter();
        var isFirst = First is null && slots[0] is null && entries.Count + nodes.Count + closures.Count + byBlock.Count + Waiting.Count == 0;
        switch (settings.Where)
        {
            case "overwritten":
                var isSecond = First is not null;
                First = bp;
                Mu.Exit();
                if (isSecond)
                {
                    Ddi.BioError(bp, Errno.EIO);
                    await Ddi.BioDone(bp);
                }

                return;
            case "member" when isFirst:
                First = bp;
                break;
            case "member":
                Second = bp;
                break;
            case "queue":
                Waiting.Enqueue(bp);
                break;
            case "dictionary":
                byBlock[byBlock.Count] = bp;
                break;
            case "array":
                slots[isFirst ? 0 : 1] = bp;
                break;
            case "structure":
                entries.Add(new Entry(bp, 1));
                break;
            case "object":
                nodes.Add(new Node(bp));
                break;
            case "closure":
                closures.Add(() => bp.ByteCount);
                break;
            case "chain":
                bp.Private = First;
                First = bp;
                break;
            case "argument":
                await Register(bp);
                break;
        }

        Mu.Exit();
    }

    /// <summary>The pool of one binding is taken, and nothing but the list leads to the request.</summary>
    private async DdiTask Register(Buf bp)
    {
        if (!IsPoolTaken)
            await Dma.AddrBindHandle(Other!, Ddi.KmemAlloc(4_096)!, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        IsPoolTaken = true;

        await Dma.BufBindHandle(Handle!, bp, DmaFlags.Read, ResourcesBack, bp);
    }

    private readonly record struct Entry(Buf Buf, int Priority);

    private sealed record Node(Buf Buf);
}

/// <summary>Settings of <see cref="KeepsRequests"/>.</summary>
public sealed class KeepsRequestsSettings
{
    [Description("Where it keeps them.")]
    public string Where { get; set; } = "queue";
}
