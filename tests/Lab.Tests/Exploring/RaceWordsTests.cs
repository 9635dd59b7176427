using DmaActors.Exploration.Reduction;
using DmaActors.Lab.Exploring;

namespace DmaActors.Lab.Tests.Exploring;

public class RaceWordsTests
{
    [Fact]
    public void Whoever_enters_a_mutex_is_named_with_it()
    {
        var race = new RaceCount(new StepKind("disk1!mu", "disk1/callback", "LockGrant"), new StepKind("disk1!mu", "disk1/detach", "LockGrant"), 3);
        Assert.Equal("disk1/callback entering mu, with disk1/detach entering mu", RaceWords.Of(race));
    }

    [Fact]
    public void A_message_is_named_with_who_sends_it_and_who_is_sent_it_and_a_timer_with_whose_it_is()
    {
        var race = new RaceCount(new StepKind("disk1", "disk1.device", "RegisterRead"), new StepKind("disk1.engine!bridge-drain", "disk1.engine", null), 3);
        Assert.Equal("RegisterRead of disk1 at disk1.device, with the timer bridge-drain of disk1.engine", RaceWords.Of(race));
    }

    [Fact]
    public void Two_of_a_kind_are_named_once()
    {
        var bind = new StepKind("disk1/strategy", "nexus", "Bind");
        Assert.Equal("Bind of disk1/strategy at nexus, with another", RaceWords.Of(new RaceCount(bind, bind, 3)));
    }
}
