using System.Text;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

/// <summary>Random plans, completions in random order, against the plainest program that follows the rules.</summary>
public sealed class ReplayCursorModelTests
{
    private const int DiskBytes = 16 * 512;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_issues_what_a_naive_model_issues_and_leaves_the_disks_that_the_plan_applied_in_order_leaves(bool paced)
    {
        var sometimes = (Overlap: 0, Barrier: 0, Time: 0, Depth: 0);
        for (var round = 0ul; round < 400; round++)
        {
            var random = new SplitMix64(round);
            var plan = RandomPlan(ref random);
            var depth = 1 + (int)random.Below(6);
            var cursor = new ReplayCursor(plan, depth, paced);
            var model = new Model(plan, depth, paced);
            var disks = Disks(plan);
            var inFlight = new List<IoRequest>();
            var now = (long)random.Below(1000);
            for (var step = 0; !cursor.Done; step++)
            {
                Assert.True(step < 10_000, "no end");
                while (cursor.TryIssue(now, out var request))
                {
                    Assert.Equal(model.Next(now), request.Ordinal);
                    Assert.All(inFlight, other => Assert.False(MustNotMeet(request, other)));
                    inFlight.Add(request);
                }

                Assert.Equal(-1, model.Next(now));
                _ = cursor.Hold switch
                {
                    ReplayHold.Overlap => sometimes.Overlap++,
                    ReplayHold.Barrier => sometimes.Barrier++,
                    ReplayHold.Time => sometimes.Time++,
                    ReplayHold.Depth => sometimes.Depth++,
                    _ => 0,
                };
                if (cursor.Hold == ReplayHold.Time && (inFlight.Count == 0 || random.Below(3) == 0))
                {
                    now = cursor.NextDue!.Value;
                }
                else if (inFlight.Count > 0)
                {
                    now += (long)random.Below(200_000);
                    var at = (int)random.Below((ulong)inFlight.Count);
                    var ended = inFlight[at];
                    inFlight.RemoveAt(at);
                    Carry(ended, disks, plan);
                    Assert.True(cursor.TryComplete(ended.Ordinal));
                    model.Complete(ended.Ordinal);
                }
            }

            Assert.Equal((model.OverlapWaits, model.BarrierWaits), (cursor.OverlapWaits, cursor.BarrierWaits));
            for (var file = 0; file < plan.Files.Count; file++)
                Assert.Equal(DirectReplay.Sha256(plan, file, 1, ImageSource.Zeroes(DiskBytes)), ImageDigest.Sha256(disks[file]));
        }

        Assert.True(sometimes is { Overlap: > 100, Barrier: > 100, Time: > 100, Depth: > 100 }, $"something was hardly ever met: {sometimes}");
    }

    private static IImage[] Disks(IoPlan plan) => [.. plan.Files.Select(_ => ImageSource.Zeroes(DiskBytes).NewMedia())];

    /// <summary>What a request does, all at once when it ends: the latest moment at which it could.</summary>
    private static void Carry(in IoRequest request, IImage[] disks, IoPlan plan)
    {
        if (request.Kind == IoKind.Write)
        {
            var bytes = new byte[request.Length];
            WrittenBytes.Fill(1, request.Ordinal, request.Offset, bytes);
            disks[request.File].Write(request.Offset, bytes);
        }
        else if (request.Kind == IoKind.Trim)
        {
            disks[request.File].Trim(request.Offset, request.Length);
        }
        else if (request.Kind == IoKind.Read)
        {
            // What it reads is what stands there if all before it, and nothing behind it, was done.
            var expected = new byte[DiskBytes];
            for (var i = 0; i < request.Ordinal; i++)
            {
                if (plan[i].File != request.File || !plan[i].Changes)
                    continue;
                var range = expected.AsSpan((int)plan[i].Offset, (int)plan[i].Length);
                range.Clear();
                if (plan[i].Kind == IoKind.Write)
                    WrittenBytes.Fill(1, i, plan[i].Offset, range);
            }

            var found = new byte[request.Length];
            disks[request.File].Read(request.Offset, found);
            Assert.True(found.AsSpan().SequenceEqual(expected.AsSpan((int)request.Offset, found.Length)));
        }
    }

    private static bool MustNotMeet(IoRequest a, IoRequest b)
    {
        if (a.File != b.File)
            return false;
        bool Alone(IoRequest request) => request.Kind is not (IoKind.Read or IoKind.Write or IoKind.Trim);
        if (Alone(a) || Alone(b))
            return true;
        if (a.Kind == IoKind.Read && b.Kind == IoKind.Read)
            return false;
        for (var sector = 0; sector < DiskBytes; sector += 512)
        {
            if (sector >= a.Offset && sector < a.Offset + a.Length && sector >= b.Offset && sector < b.Offset + b.Length)
                return true;
        }

        return false;
    }

    private static IoPlan RandomPlan(ref SplitMix64 random)
    {
        var files = 1 + (int)random.Below(2);
        var three = random.Below(2) == 0;
        var text = new StringBuilder($"fio version {(three ? 3 : 2)} iolog\n");
        var time = 0ul;
        void Line(string line) => text.Append(three ? $"{time} " : "").Append(line).Append('\n');
        for (var file = 0; file < files; file++)
        {
            Line($"f{file} add");
            Line($"f{file} open");
        }

        for (var i = random.Below(60); i > 0; i--)
        {
            time += random.Below(300);
            var file = random.Below((ulong)files);
            var sector = random.Below(15);
            var length = 512 * (1 + random.Below(Math.Min(4, 16 - sector)));
            switch (random.Below(12))
            {
                case 0:
                    Line($"f{file} {(i % 2 == 0 ? "sync" : "datasync")} 0 0");
                    break;
                case 1:
                    Line($"f{file} close");
                    Line($"f{file} open");
                    break;
                case 2:
                    if (!three)
                        Line($"f{file} wait {random.Below(400)} 0");
                    break;
                case 3:
                    Line($"f{file} trim {sector * 512} {length}");
                    break;
                case < 8:
                    Line($"f{file} write {sector * 512} {length}");
                    break;
                default:
                    Line($"f{file} read {sector * 512} {length}");
                    break;
            }
        }

        return Logs.Plan(text.ToString(), new IoLimits { DiskBytes = DiskBytes });
    }

    /// <summary>All over again from the rules at every question.</summary>
    private sealed class Model(IoPlan plan, int depth, bool paced)
    {
        private readonly List<IoRequest> inFlight = [];
        private readonly HashSet<int> heldUp = [];
        private int next;
        private long? start;
        private long lastWait;
        private (int Ordinal, long Reached)? wait;

        public int OverlapWaits { get; private set; }

        public int BarrierWaits { get; private set; }

        public void Complete(int ordinal) => Assert.Equal(1, inFlight.RemoveAll(request => request.Ordinal == ordinal));

        public int Next(long now)
        {
            if (start is null)
                (start, lastWait) = (now, now);
            while (next < plan.Count && plan[next].Kind == IoKind.Wait)
            {
                if (wait?.Ordinal != next)
                    wait = (next, now);
                var end = Math.Max(wait.Value.Reached, lastWait + plan[next].WaitNs);
                if (now < end)
                    return -1;
                lastWait = plan[next].WaitNs > 0 ? end : lastWait;
                next++;
            }

            if (next == plan.Count || (paced && now < start + plan[next].DueNs) || inFlight.Count == depth)
                return -1;
            var head = plan[next];
            var conflicts = inFlight.Where(other => MustNotMeet(head, other)).ToList();
            if (conflicts.Count > 0)
            {
                if (heldUp.Add(next))
                    _ = head.IsBarrier || conflicts.Exists(other => other.IsBarrier) ? BarrierWaits++ : OverlapWaits++;
                return -1;
            }

            inFlight.Add(head);
            return next++;
        }
    }
}
