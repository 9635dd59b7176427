namespace DmaActors.Simulation.Tests.Support;

/// <summary>Keeps what it receives, and from whom.</summary>
internal sealed class Mailbox : Actor
{
    public List<Message> Messages { get; } = [];

    /// <summary>Each message as <c>sender:number</c>.</summary>
    public List<string> Notes { get; } = [];

    public string Text => string.Join(' ', Notes);

    protected internal override void Receive(Message message)
    {
        Messages.Add(message);
        Notes.Add($"{Context.Sender.Name}:{(message as Note)?.Number}");
    }
}
