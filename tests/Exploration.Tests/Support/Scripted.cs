using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Support;

/// <summary>An actor whose behaviour, and what it declares of it, a test writes where it is used.</summary>
/// <param name="receive">Handles a message.</param>
/// <param name="touches">What it touches; all of the actor unless given.</param>
/// <param name="start">What it does before the first step.</param>
internal sealed class Scripted(Action<ActorContext, Message> receive, Action<Footprint, ActorContext, Message>? touches = null, Action<ActorContext>? start = null) : Actor
{
    protected override void OnStart() => start?.Invoke(Context);

    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        if (touches is null)
            base.DeclareFootprint(message, footprint);
        else
            touches(footprint, Context, message);
    }

    protected override void Receive(Message message) => receive(Context, message);
}
