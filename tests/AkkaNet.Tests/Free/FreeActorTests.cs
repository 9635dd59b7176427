using DmaActors.AkkaNet.Tests.Support;

namespace DmaActors.AkkaNet.Tests.Free;

/// <summary>Single actors on real threads.</summary>
public sealed class FreeActorTests(Runtimes runtimes) : IClassFixture<Runtimes>
{
    private static readonly TimerName Alarm = new("alarm");

    [Fact]
    public void Messages_of_one_sender_stay_in_order()
    {
        var runtime = runtimes.Begin(Runtimes.Free);
        var receiver = new DelegateActor();
        var receiverRef = runtime.Spawn("receiver", receiver);
        for (var sender = 0; sender < 4; sender++)
        {
            runtime.Spawn($"sender{sender}", new DelegateActor(start: context =>
            {
                for (var number = 0; number < 1_000; number++)
                    context.Tell(receiverRef, new Note(number));
            }));
        }

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal(4_000, receiver.Received.Count);
        Assert.All(receiver.Received.GroupBy(note => note.Sender), notes => Assert.Equal(Enumerable.Range(0, 1_000), notes.Select(note => ((Note)note.Message).Number)));
    }

    [Fact]
    public void A_timer_fires_no_earlier_than_it_is_due_and_the_run_waits_for_it()
    {
        var runtime = runtimes.Begin(Runtimes.Free);
        var fired = new List<VirtualTime>();
        runtime.Spawn("clock", new DelegateActor((context, _) => fired.Add(context.Now), context => context.StartTimer(Alarm, VirtualDuration.FromMilliseconds(200), new Note(1))));

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.True(Assert.Single(fired).Nanoseconds >= 200_000_000);
    }

    [Fact]
    public void How_late_a_message_was_that_waited_for_its_receiver_is_told()
    {
        var runtime = runtimes.Begin(Runtimes.Free);
        var busy = runtime.Spawn("busy", new DelegateActor((_, message) => SpinWait.SpinUntil(() => message is not Note { Number: 1 } || runtime.Now.Nanoseconds > 20_000_000)));
        runtime.Spawn("sender", new DelegateActor(start: context =>
        {
            context.Tell(busy, new Note(1));
            context.Tell(busy, new Note(2));
        }));

        Runtimes.Complete(runtime);

        Assert.True(runtime.Lateness!.Value.Nanoseconds >= 20_000_000);
    }

    [Fact]
    public void An_actor_spawned_in_a_turn_lives_in_a_shell_of_its_own()
    {
        var runtime = runtimes.Begin(Runtimes.Free);
        var child = new DelegateActor();
        var parent = new DelegateActor((context, message) => context.Tell(context.Spawn("child", child), message));
        var parentRef = runtime.Spawn("parent", parent);
        runtime.Tell(parentRef, new Note(5));

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal((new Note(5), "parent"), Assert.Single(child.Received));
    }

    [Fact]
    public void Actors_that_share_objects_are_never_in_a_turn_at_once()
    {
        var runtime = runtimes.Begin(Runtimes.Free);
        var shared = 0;
        void Count(ActorContext context, Message message)
        {
            for (var i = 0; i < 1_000; i++)
                shared++;
        }

        var first = runtime.Spawn("first", new DelegateActor(Count));
        var second = runtime.SpawnBeside(first, "second", new DelegateActor(Count));
        for (var i = 0; i < 200; i++)
        {
            runtime.Tell(first, new Note(i));
            runtime.Tell(second, new Note(i));
        }

        Runtimes.Complete(runtime);

        Assert.Equal(400_000, shared);
    }
}
