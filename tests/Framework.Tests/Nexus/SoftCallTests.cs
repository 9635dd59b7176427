using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Nexus;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class SoftCallTests
{
    [Theory]
    [InlineData(SoftCall.Capacity, false)]
    [InlineData(SoftCall.Capacity + 1, true)]
    public void Two_hundred_requests_fit(int requests, bool isTooMany)
    {
        var (world, softCall, nexus) = Make(1, answers: true);
        for (var i = 0; i < requests; i++)
            world.Tell(softCall, new RunList((ListId)i));

        if (isTooMany)
        {
            Assert.Throws<SimulationFaultException>(() => world.Run());
            return;
        }

        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(Enumerable.Range(0, requests), nexus.Lists.Select(list => (int)list));
    }

    [Fact]
    public void Equal_requests_are_merged_only_while_they_are_queued()
    {
        var (world, softCall, nexus) = Make(1, answers: true);
        world.Tell(softCall, new RunList(ListId.RootNexus));
        world.Tell(softCall, new RunList(ListId.RootNexus));
        world.Run();
        Assert.Single(nexus.Lists);

        world.Tell(softCall, new RunList(ListId.RootNexus));
        world.Run();
        Assert.Equal(2, nexus.Lists.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void A_second_processor_begins_a_pass_over_the_same_list_while_the_first_is_in_one(int processors, int passes)
    {
        var (world, softCall, nexus) = Make(processors, answers: false);
        for (var i = 0; i < 3; i++)
        {
            world.Tell(softCall, new RunList(ListId.RootNexus));
            world.Run();
        }

        Assert.Equal(Enumerable.Range(0, passes), nexus.Lanes);
    }

    private static (World World, ActorRef SoftCall, FakeNexus Nexus) Make(int processors, bool answers)
    {
        var world = new World(new WorldOptions { Timed = false });
        var nexus = new FakeNexus(answers);
        var nexusRef = world.Spawn("nexus", nexus);
        var softCall = new SoftCall(nexusRef, processors, default) { Isa = nexusRef };
        return (world, world.Spawn("softcall", softCall), nexus);
    }

    /// <summary>Its lists are empty.</summary>
    private sealed class FakeNexus(bool answers) : Actor
    {
        public List<ListId> Lists { get; } = [];

        public List<int> Lanes { get; } = [];

        protected override void Receive(Message message)
        {
            var take = (TakeEntry)message;
            Lists.Add(take.List);
            Lanes.Add(take.Lane);
            if (answers)
                Context.Tell(Context.Sender, new ListEmpty(take.Lane));
        }
    }
}
