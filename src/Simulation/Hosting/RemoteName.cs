namespace DmaActors.Simulation.Hosting;

/// <summary>Whom a cell stands for that represents an endpoint of another world.</summary>
internal sealed class RemoteName : NameSource
{
    private NameSource? inner;

    public ActorRef Home { get; private set; }

    public override string Name => inner!.Name;

    public void StandFor(ActorRef home, NameSource name)
    {
        Home = home;
        inner = name;
    }
}

/// <summary>A name that is spelled out already.</summary>
internal sealed class PlainName(string name) : NameSource
{
    public override string Name { get; } = name;
}
