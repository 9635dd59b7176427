namespace DmaActors.Framework.Block;

/// <summary>strategy(9E): carry out this request.</summary>
internal sealed partial record Strategy(Buf Buf) : Message;

/// <summary>biodone(9F): the request is complete.</summary>
internal sealed partial record IoDone(Buf Buf) : Message;

/// <summary>biowait(9F): answer when the request is complete.</summary>
internal sealed partial record WaitForBuf(Buf Buf) : Message;

/// <summary>How a buf ended.</summary>
public readonly record struct BufOutcome(Errno Error) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((long)Error);
}
