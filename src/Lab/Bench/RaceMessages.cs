using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

// Messages are immutable, so one object serves for all that say the same.

/// <summary>Begin with the first request.</summary>
internal sealed partial record Start : Message;

/// <summary>A driver wants a unit of the resource; the reply goes back by way of its nexus.</summary>
internal sealed partial record AskBind(int Driver, bool InCallback, ActorRef ReplyTo) : Message;

internal sealed partial record BindAnswer(BindOutcome Outcome, ActorRef ReplyTo) : Message;

/// <summary>Whether a unit was free.</summary>
internal readonly record struct BindOutcome(bool InCallback, bool Granted) : IDigestible
{
    private static readonly Reply<BindOutcome>[] Replies =
        [.. Enumerable.Range(0, 4).Select(i => new Reply<BindOutcome>(new BindOutcome(i / 2 != 0, i % 2 != 0)))];

    public Reply<BindOutcome> AsReply() => Replies[(InCallback ? 2 : 0) + (Granted ? 1 : 0)];

    public void Digest(ref TraceDigest digest) => digest.Add((InCallback ? 2UL : 0UL) + (Granted ? 1UL : 0UL));
}

internal sealed partial record GiveBack(int Driver) : Message
{
    private static readonly GiveBack[] Made = [.. Enumerable.Range(0, 64).Select(driver => new GiveBack(driver))];

    public static GiveBack Of(int driver) => Made[driver];
}

/// <summary>A unit may be free: try again.</summary>
internal sealed partial record RunWaiter : Message;

internal sealed partial record WaiterDone(int Driver, bool Done) : Message
{
    private static readonly WaiterDone[] Made = [.. Enumerable.Range(0, 128).Select(i => new WaiterDone(i / 2, i % 2 != 0))];

    public static WaiterDone Of(int driver, bool done) => Made[(2 * driver) + (done ? 1 : 0)];
}

internal sealed partial record StartTransfer : Message
{
    public static readonly StartTransfer Instance = new();
}

internal sealed partial record TransferDone : Message;
