using Akka.Actor;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Shells;

/// <summary>One of our actors that stands for an Akka actor: what it is told goes there, as <see cref="Relayed"/>.</summary>
internal sealed class Relay(IActorRef target) : Actor
{
    protected override void Receive(Message message) => target.Tell(new Relayed(message, Context.Sender));

    public void Say(ActorRef receiver, Message message) => Context.Tell(receiver, message);
}

/// <summary>What one of our actors told an Akka actor that is represented among them.</summary>
public sealed record Relayed(Message Message, ActorRef Sender);

/// <summary>An Akka actor that is represented among ours tells one of them something, in the name of its representative.</summary>
public sealed record Say(ActorRef Receiver, Message Message);
