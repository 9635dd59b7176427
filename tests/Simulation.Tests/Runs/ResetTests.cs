using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Runs;

public class ResetTests
{
    private static readonly TimerName Tick = new("tick");
    private static readonly WorldOptions[] Modes = [new(), Schedules.Untimed, new() { Timed = false, LastResortTimers = ["tick"] }];

    [Fact]
    public void The_same_seed_twice_gives_the_same_digest_and_tape_and_another_seed_another()
    {
        foreach (var mode in Modes)
        {
            var world = new World(mode);
            var digests = new Dictionary<ulong, ulong>();
            for (var round = 0; round < 3; round++)
            {
                for (var seed = 0UL; seed < 40; seed++)
                {
                    RandomTraffic.Make(world, seed).Run();
                    if (!digests.TryAdd(seed, world.Digest.Value))
                        Assert.Equal(digests[seed], world.Digest.Value);
                }
            }

            Assert.Equal(40, digests.Values.Distinct().Count());
        }
    }

    [Fact]
    public void A_used_world_runs_as_a_new_one()
    {
        foreach (var mode in Modes)
        {
            var used = new World(mode);
            for (var seed = 0UL; seed < 30; seed++)
            {
                var fresh = RandomTraffic.Make(new World(mode), seed);
                fresh.Run();
                RandomTraffic.Make(used, seed);
                Schedules.RunChecked(used);
                Assert.Equal(fresh.Digest.Value, used.Digest.Value);
                Assert.Equal(fresh.Tape.Choices, used.Tape.Choices);

                // The next run begins where this one was broken off.
                RandomTraffic.Make(used, seed + 1).Run((long)seed * 3);
            }
        }
    }

    [Fact]
    public void One_seed_and_other_behaviour_give_another_digest()
    {
        var world = new World(Schedules.Untimed);
        RandomTraffic.Make(world, 3, new RandomStrategy(1)).Run();
        var digest = world.Digest.Value;
        RandomTraffic.Make(world, 4, new RandomStrategy(1)).Run();
        Assert.NotEqual(digest, world.Digest.Value);
    }

    [Fact]
    public void Every_part_of_a_step_is_in_the_digest()
    {
        var digests = new List<ulong>();
        (string Sender, string Receiver, int Number, bool Twice, ulong Bytes)[] variants =
            [("a", "b", 1, false, 0), ("c", "b", 1, false, 0), ("a", "c", 1, false, 0), ("a", "b", 2, false, 0), ("a", "b", 1, true, 0), ("a", "b", 1, false, 1)];
        foreach (var (sender, receiver, number, twice, bytes) in variants)
        {
            var world = new World();
            var receiverRef = world.Spawn(receiver, new DelegateActor((context, _) =>
            {
                if (bytes != 0)
                    context.Digest(bytes);
            }));
            world.Spawn(sender, new DelegateActor((_, _) => { }, context =>
            {
                context.Tell(receiverRef, new Note(number));
                if (twice)
                    context.Tell(receiverRef, new Note(number));
            }));
            world.Run();
            digests.Add(world.Digest.Value);
        }

        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void The_name_of_a_timer_is_in_the_digest()
    {
        var digests = new[] { "tick", "tock" }.Select(name =>
        {
            var world = new World();
            world.Spawn("a", new DelegateActor((_, _) => { }, context => context.StartTimer(new TimerName(name), default, new Start())));
            world.Run();
            return world.Digest.Value;
        });
        Assert.Equal(2, digests.Distinct().Count());
    }

    [Fact]
    public void Nothing_is_left_over_in_the_next_run()
    {
        var world = new World();
        var witness = Witness.Of(world);
        RandomTraffic.Make(world, 1).Run(50);
        world.Tell(default, new Start());
        Assert.NotEqual(0, world.DeadLetters);
        world.Reset(new FirstStrategy());
        world.AssertInvariants();
        witness.Steps.Clear();
        Assert.Equal((0L, 0L, 0, default(VirtualTime), RunStatus.Running), (world.Steps, world.DeadLetters, world.Tape.Count, world.Now, world.Status));
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Empty(witness.Steps);
    }

    [Fact]
    public void Thousands_of_runs_allocate_what_the_first_ones_do()
    {
        foreach (var mode in Modes)
        {
            var world = new World(mode);
            var strategy = new RandomStrategy(1);
            void Run(int runs)
            {
                for (var i = 0; i < runs; i++)
                    RandomTraffic.Make(world, 1, strategy).Run();
            }

            Run(100);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(100);
            var early = GC.GetAllocatedBytesForCurrentThread() - before;
            Run(5_000);
            before = GC.GetAllocatedBytesForCurrentThread();
            Run(100);
            var late = GC.GetAllocatedBytesForCurrentThread() - before;

            // Not quite equal, because the compiler improves what is hot meanwhile.
            Assert.InRange(late, early * 97 / 100, early * 102 / 100);
        }
    }

    [Fact]
    public void Delivering_messages_allocates_nothing()
    {
        var world = new World();
        var note = new Note(1);
        var left = 0;
        var refs = new ActorRef[3];
        var next = 0;
        void Receive(ActorContext context, Message message)
        {
            if (left-- <= 0)
                return;
            next = next == 2 ? 0 : next + 1;
            context.Tell(refs[next], message);
            if (left % 5 == 0)
                context.StartTimer(Tick, new VirtualDuration(left % 7), message);
        }

        for (var i = 0; i < 3; i++)
            refs[i] = world.Spawn($"a{i}", new DelegateActor(Receive));
        void Play(int messages)
        {
            left = messages;
            for (var i = 0; i < 50; i++)
                world.Tell(refs[i % 3], note);
            world.Run();
        }

        Play(10_000);
        world.Tape.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Play(10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
