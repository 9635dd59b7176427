namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>The controller against a naive model: a linked list that is walked as the reference walks it.</summary>
public sealed class InterruptModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Under_random_use_the_controller_calls_and_answers_as_the_model_does(bool edge)
    {
        var (calls, removals, rewalks) = (0, 0, 0);
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var random = new Xoshiro(seed);
            var bench = new InterruptBench(edge ? InterruptTrigger.Edge : InterruptTrigger.Level);
            InterruptLine[] lines = [bench.Connect(), bench.Connect()];
            var model = new Model(edge);
            var names = new List<string>();
            var log = new List<string>();
            for (var i = 0; i < 60; i++)
            {
                log.Add(Act(ref random, bench, lines, model, names));
                Assert.True(model.Calls.SequenceEqual(bench.Calls), $"seed {seed}: {string.Join(", ", log)}\nmodel:      {string.Join(' ', model.Calls)}\ncontroller: {string.Join(' ', bench.Calls)}");
                Assert.True(model.Removed.SequenceEqual(bench.Removed), $"seed {seed}: {string.Join(", ", log)}\nremoved, model: {string.Join(' ', model.Removed)}; controller: {string.Join(' ', bench.Removed)}");
            }

            calls += model.Calls.Count;
            removals += model.LateRemovals;
            rewalks += model.Rewalks;
        }

        // The comparison means nothing where nothing happened.
        Assert.True(calls > 2_000 && removals > 100 && rewalks > 100, $"{calls} calls, {removals} removals of running handlers, {rewalks} walks again");
    }

    private static string Act(ref Xoshiro random, InterruptBench bench, InterruptLine[] lines, Model model, List<string> names)
    {
        switch (random.Below(10))
        {
            case 0 or 1 when names.Count < 12:
                var (name, priority) = ($"h{names.Count}", 1 + random.Below(3));
                names.Add(name);
                bench.Add(name, priority);
                model.Add(name, priority);
                return $"add {name} at {priority}";
            case 2 when names.Count > 0:
                var removed = names[random.Below(names.Count)];
                bench.Remove(removed);
                model.Remove(removed);
                return $"remove {removed}";
            case 3:
                var masked = random.Below(3) == 0;
                bench.Mask(masked);
                model.Mask(masked);
                return masked ? "mask" : "unmask";
            case 4 or 5 or 6 when model.Running is { } running:
                var claimed = random.Below(2) == 0;
                bench.Answer(running, claimed);
                model.Answer(claimed);
                return $"{running} {(claimed ? "claims" : "does not claim")}";
            default:
                var (line, high) = (random.Below(2), random.Below(2) == 0);
                bench.Set(lines[line], high);
                model.Set(line, high);
                return $"line {line} {(high ? "up" : "down")}";
        }
    }

    private sealed class Model(bool edge)
    {
        private const string News = "";

        private readonly bool[] lines = new bool[2];

        /// <summary>Names of those whose removal waits, and the word of a rise: oldest first.</summary>
        private readonly List<string> waiting = [];
        private Node? head;
        private Node? walk;
        private bool masked;
        private bool edgeSeen;
        private int called;
        private bool anyClaimed;

        public List<string> Calls { get; } = [];

        public List<string> Removed { get; } = [];

        public string? Running { get; private set; }

        public int LateRemovals { get; private set; }

        public int Rewalks { get; private set; }

        public void Add(string name, int priority)
        {
            Node? previous = null;
            for (var node = head; node is not null; node = node.Next)
            {
                if (node.IsLive && node.Priority <= priority)
                    break;
                previous = node;
            }

            if (previous is { IsLive: false })
                (previous.Name, previous.Priority, previous.IsLive) = (name, priority, true);
            else if (previous is null)
                head = new Node { Name = name, Priority = priority, IsLive = true, Next = head };
            else
                previous.Next = new Node { Name = name, Priority = priority, IsLive = true, Next = previous.Next };
            Settle();
        }

        public void Remove(string name)
        {
            waiting.Add(name);
            if (Running == name)
                LateRemovals++;
            Settle();
        }

        public void Mask(bool mask)
        {
            masked = mask;
            Settle();
        }

        public void Set(int line, bool high)
        {
            var wasHigh = lines[0] || lines[1];
            lines[line] = high;
            if (!wasHigh && high && !waiting.Contains(News))
                waiting.Add(News);
            Settle();
        }

        public void Answer(bool claimed)
        {
            anyClaimed |= claimed;
            Running = null;
            walk = walk!.Next;
            Walk();
            Settle();
        }

        private void Walk()
        {
            while (true)
            {
                while (walk is { IsLive: false })
                    walk = walk.Next;
                if (walk is not null)
                {
                    called++;
                    Calls.Add(Running = walk.Name);
                    return;
                }

                if (called <= 1 || !anyClaimed)
                    return;
                Rewalks++;
                (called, anyClaimed, walk) = (0, false, head);
            }
        }

        /// <summary>What waits, the oldest first; then, if there is still a reason, a walk.</summary>
        private void Settle()
        {
            while (waiting.FindIndex(waits => waits == News ? Running is null : Running != waits) is >= 0 and var index)
            {
                var next = waiting[index];
                waiting.RemoveAt(index);
                if (next != News)
                {
                    EndRemoval(next);
                    continue;
                }

                edgeSeen = edge;
                BeginWalk();
            }

            BeginWalk();
        }

        private void EndRemoval(string name)
        {
            for (var node = head; node is not null; node = node.Next)
            {
                if (node.Name == name)
                    node.IsLive = false;
            }

            Removed.Add(name);
        }

        private void BeginWalk()
        {
            if (Running is not null || masked || !(edge ? edgeSeen : !waiting.Contains(News) && (lines[0] || lines[1])))
                return;
            edgeSeen = false;
            (called, anyClaimed, walk) = (0, false, head);
            Walk();
        }

        private sealed class Node
        {
            public required string Name { get; set; }

            public required int Priority { get; set; }

            public required bool IsLive { get; set; }

            public Node? Next { get; set; }
        }
    }
}
