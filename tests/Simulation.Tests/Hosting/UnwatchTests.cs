using DmaActors.Simulation.Hosting;
using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Hosting;

/// <summary>An actor that no longer watches another hears nothing of its end: across worlds, where the word may be under way, as within one.</summary>
public sealed class UnwatchTests
{
    private readonly Site watched = new("watched", new DelegateActor((_, _) => { }));
    private readonly List<Message> heard = [];
    private readonly Site watcher;

    public UnwatchTests()
    {
        watcher = new Site("watcher", new DelegateActor((context, message) =>
        {
            heard.Add(message);
            switch (message)
            {
                case Note { Number: 1 }:
                    context.Watch(watched.Self);
                    break;
                case Note { Number: 0 }:
                    context.Unwatch(watched.Self);
                    break;
            }
        }));
    }

    [Fact]
    public void The_word_of_an_end_is_heard_by_who_watches()
    {
        Do(1);
        watched.Stop();

        Assert.True(watched.Mail());

        Assert.Equal([new Note(1), new Terminated(watched.Self)], heard);
    }

    [Fact]
    public void A_word_that_is_under_way_when_its_receiver_unwatches_is_not_delivered()
    {
        Do(1);
        watched.Stop();
        Do(0);

        Settle();

        Assert.Equal([new Note(1), new Note(0)], heard);
    }

    [Fact]
    public void A_word_that_has_arrived_and_was_not_delivered_is_taken_back()
    {
        Do(1);
        watched.Stop();
        watcher.Tell(0);
        Assert.True(watched.Mail(deliver: false));

        watcher.Deliver();

        Assert.Equal([new Note(1), new Note(0)], heard);
    }

    [Fact]
    public void Who_watches_again_hears_once_although_two_words_are_under_way()
    {
        Do(1);
        watched.Stop();
        Do(0);
        Do(1);

        Settle();

        Assert.Equal([new Note(1), new Note(0), new Note(1), new Terminated(watched.Self)], heard);
    }

    [Fact]
    public void Who_unwatches_before_the_end_hears_nothing_of_it()
    {
        Do(1);
        Do(0);
        Settle();
        watched.Stop();

        Settle();

        Assert.Equal([new Note(1), new Note(0)], heard);
    }

    /// <summary>The watcher watches (1) or unwatches (0); what it tells the other world is under way.</summary>
    private void Do(int what)
    {
        watcher.Tell(what);
        watcher.Deliver();
        if (what == 1)
            watcher.Mail();
    }

    /// <summary>Everything arrives.</summary>
    private void Settle()
    {
        while (watched.Mail() | watcher.Mail())
        {
        }
    }

    /// <summary>A world with one actor; what leaves it waits to be mailed.</summary>
    private sealed class Site : IWorldBoundary
    {
        private readonly HostedWorld world;
        private readonly Queue<(Site Receiver, Parcel Parcel)> outgoing = new();

        public Site(string name, Actor actor)
        {
            world = new HostedWorld(new WorldOptions(), this, new FirstStrategy(), sharesCounters: false);
            Self = world.Spawn(name, actor);
        }

        public ActorRef Self { get; }

        public void Tell(int what) => world.Tell(Self, new Note(what));

        public void Stop() => world.Stop();

        public void Deliver() => world.TakeSteps(int.MaxValue);

        /// <summary>All parcels arrive where they go. False: there were none.</summary>
        public bool Mail(bool deliver = true)
        {
            var any = outgoing.Count > 0;
            while (outgoing.TryDequeue(out var mailed))
            {
                mailed.Receiver.world.Receive(mailed.Parcel);
                if (deliver)
                    mailed.Receiver.Deliver();
            }

            return any;
        }

        void IWorldBoundary.Send(IWorldBoundary receiver, Parcel parcel) => outgoing.Enqueue(((Site)receiver, parcel));

        ActorRef IWorldBoundary.Spawn(string name, Actor actor) => throw new NotSupportedException();
    }
}
