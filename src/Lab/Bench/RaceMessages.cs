using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

/// <summary>Begin with the first request.</summary>
internal sealed partial record Start : Message;

/// <summary>A driver wants a unit of the resource; the reply goes back by way of its nexus.</summary>
internal sealed partial record AskBind(int Driver, bool InCallback, ActorRef ReplyTo) : Message;

internal sealed partial record BindAnswer(BindOutcome Outcome, ActorRef ReplyTo) : Message;

/// <summary>Whether a unit was free.</summary>
internal readonly record struct BindOutcome(bool InCallback, bool Granted) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((InCallback ? 2UL : 0UL) + (Granted ? 1UL : 0UL));
}

internal sealed partial record GiveBack(int Driver) : Message;

/// <summary>A unit may be free: try again.</summary>
internal sealed partial record RunWaiter : Message;

internal sealed partial record WaiterDone(int Driver, bool Done) : Message;

internal sealed partial record StartTransfer : Message;

internal sealed partial record TransferDone : Message;
