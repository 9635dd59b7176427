using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Tests.Support;

/// <summary>An instance whose entry points a test writes where it is used: the message decides which context begins.</summary>
internal class TestDriver(Func<TestDriver, Message, DdiTask>? entry = null) : ContextHost
{
    public static readonly ContextKind Thread = new("thread");

    public List<string> Ended { get; } = [];

    public ActorRef Self => Context.Self;

    public new ActorContext Context => base.Context;

    public Func<Message, ContextKind> KindOf { get; init; } = _ => Thread;

    public Action<TestDriver, TaskContext>? WhenEnded { get; init; }

    protected internal override void Receive(Message message) => Launch(Begin(KindOf(message), message, Context.Sender), Enter(message));

    protected override void OnContextEnded(TaskContext context, int result)
    {
        Ended.Add(context.Name);
        WhenEnded?.Invoke(this, context);
    }

    protected override int? LevelOf(Message message) => KindOf(message).Level;

    protected virtual DdiTask Enter(Message message) => entry!(this, message);

    public ContextCall<Word> Call(ActorRef callee, int number = 0) => new(this, callee, new Ask(number));

    public void Post(ActorRef receiver, Message message) => TellFromCurrent(receiver, message);

    public void PostFromInstance(ActorRef receiver, Message message) => TellFromInstance(receiver, message);

    public void DropAll() => DropContexts();
}
