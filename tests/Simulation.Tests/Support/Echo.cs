namespace DmaActors.Simulation.Tests.Support;

/// <summary>Answers every <see cref="Ask"/> with its number, to whoever sent it.</summary>
internal sealed class Echo : Actor
{
    protected internal override void Receive(Message message)
    {
        if (message is Ask ask)
            Context.Tell(Context.Sender, new Reply<Word>(new Word((ulong)ask.Number)));
    }
}
