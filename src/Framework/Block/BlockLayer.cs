namespace DmaActors.Framework.Block;

/// <summary>Where completed bufs go that no workload waits for, and where biowait(9F) waits.</summary>
internal sealed class BlockLayer : Actor, IDescribed
{
    private readonly List<(Buf Buf, ActorRef Waiter)> waiters = [];

    protected override bool IsFramework => true;

    void IDescribed.Describe(StateWriter state)
    {
        state.Group("biowait");
        foreach (var (buf, waiter) in waiters)
            state.Write(waiter.Name, $"waits for {buf.Name}");
    }

    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        var buf = message switch
        {
            IoDone done => done.Buf,
            WaitForBuf wait => wait.Buf,
            _ => null,
        };
        if (buf is null)
            footprint.Writes(Context.Self);
        else
            footprint.Writes(Context.Self, buf.NameDigest);
    }

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case IoDone done:
                done.Buf.Ended = Context.Cause;
                Wake(done.Buf);
                break;
            case WaitForBuf { Buf.Ended: not null } wait:
                Answer(Context.Sender, wait.Buf);
                break;
            case WaitForBuf { Buf: { IsDone: true, Initiator.IsNobody: false } } wait:
                // Somebody else's: the word of its completion went there.
                Answer(Context.Sender, wait.Buf);
                break;
            case WaitForBuf wait:
                waiters.Add((wait.Buf, Context.Sender));
                break;
        }
    }

    private void Wake(Buf buf)
    {
        for (var i = 0; i < waiters.Count;)
        {
            if (waiters[i].Buf != buf)
            {
                i++;
                continue;
            }

            Answer(waiters[i].Waiter, buf);
            waiters.RemoveAt(i);
        }
    }

    private void Answer(ActorRef waiter, Buf buf)
    {
        buf.IsBack = true;
        Context.Tell(waiter, new Reply<BufOutcome>(new BufOutcome(buf.FinalError)), buf.Ended ?? default);
    }
}
