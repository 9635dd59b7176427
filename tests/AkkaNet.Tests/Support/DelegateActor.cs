namespace DmaActors.AkkaNet.Tests.Support;

/// <summary>An actor whose behaviour a test writes where it is used. It keeps what it was told.</summary>
internal sealed class DelegateActor(Action<ActorContext, Message>? receive = null, Action<ActorContext>? start = null) : Actor
{
    private readonly Lock sync = new();
    private readonly List<(Message Message, string Sender)> received = [];

    /// <summary>What it was told, with the name of the sender, in order.</summary>
    public IReadOnlyList<(Message Message, string Sender)> Received
    {
        get
        {
            lock (sync)
                return [.. received];
        }
    }

    public string Name => Context.Name;

    protected override void OnStart() => start?.Invoke(Context);

    protected override void Receive(Message message)
    {
        lock (sync)
            received.Add((message, Context.Sender.Name));
        if (message is Explode)
            throw new InvalidOperationException("boom");
        receive?.Invoke(Context, message);
    }
}
