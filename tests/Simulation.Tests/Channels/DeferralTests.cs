using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Channels;

/// <summary>Messages that wait while their receiver is busy.</summary>
public class DeferralTests
{
    [Fact]
    public void What_is_deferred_is_delivered_when_the_actor_is_done()
    {
        var world = new World(Schedules.Untimed);
        var busy = new Busy();
        var actor = world.Spawn("busy", busy);
        world.Tell(actor, new Start());
        Schedules.RunChecked(world);
        world.Tell(actor, new Note(1));
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Equal("begin", busy.Text);
        world.Spawn("other", new DelegateActor((_, _) => { }, context => context.Tell(actor, new Ask(2))));
        Schedules.RunChecked(world);
        Assert.Equal("begin end 1", busy.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_stands_behind_it_in_its_channel_waits_too_and_no_other_channel_does(bool timed)
    {
        Schedules.All(
            world =>
            {
                var busy = new Busy();
                var actor = world.Spawn("busy", busy);
                world.Tell(actor, new Start());
                world.Run(1);
                world.Spawn("one", new DelegateActor((_, _) => { }, context =>
                {
                    context.Tell(actor, new Note(1));
                    context.Tell(actor, new Note(2));
                }));
                world.Spawn("other", new DelegateActor((_, _) => { }, context => context.Tell(actor, new Ask(0), new VirtualDuration(10))));
                return () => Assert.Equal("begin end 1 2", busy.Text);
            },
            new WorldOptions { Timed = timed });
    }

    [Fact]
    public void A_deferred_message_can_be_next_again_and_be_kept_waiting_again()
    {
        Schedules.All(world =>
        {
            var busy = new Busy();
            var actor = world.Spawn("busy", busy);
            for (var i = 0; i < 2; i++)
            {
                world.Spawn($"user{i}", new DelegateActor((_, _) => { }, context =>
                {
                    context.Tell(actor, new Start());
                    context.Tell(actor, new Ask(0));
                }));
            }

            world.Spawn("one", new DelegateActor((_, _) => { }, context => context.Tell(actor, new Note(1))));
            return () =>
            {
                Assert.Contains("1", busy.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("begin 1", busy.Text, StringComparison.Ordinal);
            };
        });
    }

    [Fact]
    public void The_actor_is_asked_once_for_each_message()
    {
        var world = new World(Schedules.Untimed);
        var busy = new Busy();
        var actor = world.Spawn("busy", busy);
        world.Tell(actor, new Start());
        for (var i = 0; i < 3; i++)
            world.Tell(actor, new Note(i));
        world.Spawn("other", new DelegateActor((_, _) => { }, context => context.Tell(actor, new Ask(0))));
        Schedules.RunChecked(world);
        Assert.Equal(5, busy.Asked);
    }

    [Fact]
    public void What_is_deferred_when_the_actor_stops_is_a_dead_letter()
    {
        var world = new World(Schedules.Untimed);
        var witness = Witness.Of(world);
        var busy = new Busy();
        var actor = world.Spawn("busy", busy);
        world.Tell(actor, new Start());
        world.Tell(actor, new Note(1));
        Schedules.RunChecked(world);
        busy.Context.Stop(actor);
        Schedules.RunChecked(world);
        Assert.Equal(["env -> busy: Note { Number = 1 }"], witness.DeadLetters);
    }

    [Fact]
    public void The_next_run_knows_nothing_of_it()
    {
        var world = new World(Schedules.Untimed);
        world.Tell(world.Spawn("busy", new Busy()), new Start());
        Schedules.RunChecked(world);
        world.Reset(new FirstStrategy());
        var busy = new Busy();
        world.Tell(world.Spawn("busy", busy), new Note(1));
        Schedules.RunChecked(world);
        Assert.Equal("1", busy.Text);
    }

    /// <summary>Is busy from each start until it is asked, and looks at no notes meanwhile.</summary>
    private sealed class Busy : Actor, IDefersMessages
    {
        private readonly List<string> seen = [];
        private Deferral? work;

        public string Text => string.Join(' ', seen);

        public int Asked { get; private set; }

        Deferral? IDefersMessages.DeferralOf(Message message)
        {
            Asked++;
            return message is Note ? work : null;
        }

        protected internal override void OnStart() => work = new Deferral(Context, 0);

        protected internal override void Receive(Message message)
        {
            switch (message)
            {
                case Start:
                    seen.Add("begin");
                    work!.Hold();
                    break;
                case Ask:
                    seen.Add("end");
                    work!.Release();
                    break;
                default:
                    Assert.False(work!.IsHeld);
                    seen.Add($"{((Note)message).Number}");
                    break;
            }
        }
    }
}
