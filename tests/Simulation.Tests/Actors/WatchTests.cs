using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Actors;

public class WatchTests
{
    private readonly World world = new(Schedules.Untimed);
    private readonly Mailbox watcher = new();
    private readonly Mailbox watched = new();
    private readonly ActorRef watcherRef;
    private readonly ActorRef watchedRef;

    public WatchTests()
    {
        watcherRef = world.Spawn("watcher", watcher);
        watchedRef = world.Spawn("watched", watched);
    }

    [Fact]
    public void A_watcher_is_told_once_that_the_actor_has_stopped()
    {
        watcher.Context.Watch(watchedRef);
        watcher.Context.Watch(watchedRef);
        watcher.Context.Stop(watchedRef);
        Schedules.RunChecked(world);
        Assert.Equal(new Terminated(watchedRef), Assert.Single(watcher.Messages));
    }

    [Fact]
    public void The_news_comes_after_what_the_actor_sent_before()
    {
        watcher.Context.Watch(watchedRef);
        watched.Context.Tell(watcherRef, new Note(1));
        watched.Context.Tell(watcherRef, new Note(2));
        watched.Context.Stop(watchedRef);
        Schedules.RunChecked(world);
        Assert.Equal([new Note(1), new Note(2), new Terminated(watchedRef)], watcher.Messages);
    }

    [Fact]
    public void Who_watches_an_actor_that_has_stopped_is_told_at_once()
    {
        watcher.Context.Stop(watchedRef);
        watcher.Context.Watch(watchedRef);
        Schedules.RunChecked(world);
        Assert.Equal(new Terminated(watchedRef), Assert.Single(watcher.Messages));
    }

    [Fact]
    public void Who_no_longer_watches_is_not_told()
    {
        watcher.Context.Watch(watchedRef);
        watcher.Context.Unwatch(watchedRef);
        watcher.Context.Stop(watchedRef);
        Schedules.RunChecked(world);
        Assert.Empty(watcher.Messages);
    }

    [Fact]
    public void Who_no_longer_watches_is_not_told_even_when_the_news_is_under_way()
    {
        watcher.Context.Watch(watchedRef);
        watched.Context.Tell(watcherRef, new Note(1));
        watcher.Context.Stop(watchedRef);
        watched.Context.Tell(watcherRef, new Note(2));
        watcher.Context.Unwatch(watchedRef);
        Schedules.RunChecked(world);
        Assert.Equal([new Note(1), new Note(2)], watcher.Messages);
    }

    [Fact]
    public void Every_watcher_is_told_and_nobody_else()
    {
        var other = new Mailbox();
        world.Spawn("other", other);
        var bystander = new Mailbox();
        world.Spawn("bystander", bystander);
        watcher.Context.Watch(watchedRef);
        other.Context.Watch(watchedRef);
        bystander.Context.Stop(watchedRef);
        Schedules.RunChecked(world);
        Assert.Single(watcher.Messages);
        Assert.Single(other.Messages);
        Assert.Empty(bystander.Messages);
    }

    [Fact]
    public void Unwatching_whom_one_does_not_watch_is_nothing()
    {
        watcher.Context.Unwatch(watchedRef);
        watcher.Context.Unwatch(default);
        watcher.Context.Watch(default);
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Empty(watcher.Messages);
    }

    [Fact]
    public void Nobody_is_watched_any_more_in_the_next_run()
    {
        watcher.Context.Watch(watchedRef);
        world.Reset(new FirstStrategy());
        world.Spawn("watcher", watcher);
        var again = world.Spawn("watched", watched);
        watched.Context.Stop(again);
        Schedules.RunChecked(world);
        Assert.Empty(watcher.Messages);
    }
}
