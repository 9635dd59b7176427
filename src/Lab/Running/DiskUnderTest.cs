using DmaActors.Hardware.Memory;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>A disk of the machine: what it stores, what it should store, and the check of one against the other.</summary>
internal sealed class DiskUnderTest(string name, IImage media, ShadowImage shadow, ulong seed)
{
    private byte[] scratch = [];

    public string Name { get; } = name;

    public IImage Media { get; } = media;

    public ShadowImage Shadow { get; } = shadow;

    /// <summary>A write has failed: what the disk must hold at the end is no longer what the log alone says.</summary>
    public bool HasFailedWrites { get; private set; }

    /// <summary>As before the first request. Only of media that can be rewound.</summary>
    public void Rewind()
    {
        ((RewindableImage)Media).Rewind();
        Shadow.Rewind();
        HasFailedWrites = false;
    }

    /// <summary>The first byte of the disk that is not as it must be.</summary>
    public ImageDifference? CompareAll() => Media is RewindableImage image ? Shadow.CompareChanged(image) : Shadow.Compare(Media);

    /// <summary>The processor puts what is to be written into the buffer.</summary>
    public void FillWrite(PendingRequest pending, ActorContext who)
    {
        var request = pending.Request;
        var bytes = Scratch((int)request.Length);
        WrittenBytes.Fill(seed, request.Ordinal, request.Offset, bytes);
        pending.Memory!.Write(0, bytes);
        who.Digest(BlockDigest.Hash64(bytes, (ulong)request.Offset));
    }

    /// <summary>A request has ended well: a write enters the shadow copy, a read is compared with it.</summary>
    public void Check(PendingRequest pending, WorkloadState state)
    {
        var request = pending.Request;
        if (request.Kind == IoKind.Write)
        {
            Shadow.Apply(request);
            return;
        }

        if (state.Difference is not null)
            return;
        var length = (int)request.Length;
        var bytes = Scratch(length);
        pending.Memory!.Read(0, bytes);
        if (Shadow.Compare(request.Offset, bytes) is { } difference)
            state.Difference = DifferenceOf(request.Ordinal, difference);
    }

    /// <summary>A write has failed: what it has left on the disk is what must be there from now on, if each byte is the old or the new one.</summary>
    public void Settle(in IoRequest failedWrite, WorkloadState state)
    {
        HasFailedWrites = true;
        if (Shadow.Settle(failedWrite, Media) is { } difference)
            state.Difference ??= DifferenceOf(failedWrite.Ordinal, difference);
    }

    private DataDifference DifferenceOf(int request, ImageDifference difference) =>
        new(Name, request, difference.Offset, difference.Expected, difference.Found, DifferenceOrigin(difference.ExpectedFrom));

    private static string DifferenceOrigin(int expectedFrom) => expectedFrom switch
    {
        ImageDifference.Initial => "the image before the first request",
        ImageDifference.Trimmed => "a trim",
        ImageDifference.Torn => "a write that failed half way",
        _ => $"the write of request {expectedFrom}",
    };

    public void Trim(in IoRequest request)
    {
        Media.Trim(request.Offset, request.Length);
        Shadow.Apply(request);
    }

    private Span<byte> Scratch(int length)
    {
        if (scratch.Length < length)
            scratch = new byte[length];
        return scratch.AsSpan(0, length);
    }
}
