namespace DmaActors.Lab.Workloads;

/// <summary>What a plan adds up to. <c>default</c> is the plan without requests.</summary>
internal record struct IoTotals
{
    public int Reads { get; private set; }

    public int Writes { get; private set; }

    public int Trims { get; private set; }

    /// <summary>Syncs and datasyncs.</summary>
    public int Syncs { get; private set; }

    public int Waits { get; private set; }

    /// <summary>Opens and closes.</summary>
    public int OpensAndCloses { get; private set; }

    /// <summary>What does something to the bytes of a disk: reads, writes and trims.</summary>
    public readonly int Requests => Reads + Writes + Trims;

    public long BytesRead { get; private set; }

    public long BytesWritten { get; private set; }

    public long BytesTrimmed { get; private set; }

    /// <summary>Takes a request into the sums.</summary>
    public void Count(in IoRequest request)
    {
        switch (request.Kind)
        {
            case IoKind.Read:
                Reads++;
                BytesRead += request.Length;
                break;
            case IoKind.Write:
                Writes++;
                BytesWritten += request.Length;
                break;
            case IoKind.Trim:
                Trims++;
                BytesTrimmed += request.Length;
                break;
            case IoKind.Sync or IoKind.DataSync:
                Syncs++;
                break;
            case IoKind.Wait:
                Waits++;
                break;
            default:
                OpensAndCloses++;
                break;
        }
    }
}
