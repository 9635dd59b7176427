using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

/// <summary>Two actors and one message object: what a delivery costs the runtime alone.</summary>
internal sealed partial class PingPong : Actor
{
    private readonly long messages;
    private ActorRef other;
    private long left;

    private PingPong(long messages) => this.messages = messages;

    public static long Run(World world, long messages)
    {
        world.Reset(new FirstStrategy());
        var ping = new PingPong(messages / 2);
        var pong = new PingPong(messages / 2);
        ping.other = world.Spawn("pong", pong);
        pong.other = world.Spawn("ping", ping);
        world.Tell(pong.other, Ball.Instance);
        world.Run();
        return world.Steps;
    }

    protected override void OnStart() => left = messages;

    protected override void Receive(Message message)
    {
        if (left-- > 0)
            Context.Tell(other, message);
    }

    internal sealed partial record Ball : Message
    {
        public static readonly Ball Instance = new();
    }
}
