namespace DmaActors.Simulation.Tests.Support;

/// <summary>An actor whose behaviour a test writes where it is used.</summary>
internal sealed class DelegateActor(Action<ActorContext, Message> receive, Action<ActorContext>? start = null) : Actor
{
    protected internal override void OnStart() => start?.Invoke(Context);

    protected internal override void Receive(Message message) => receive(Context, message);
}
