using DmaActors.Framework.Dma;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Misuse;

// Bufs of the driver's own.
internal sealed partial class RandomCaller
{
    private readonly List<BufBooks> bufs = [];
    private BufBooks? latestTouch;

    private async DdiTask<string> CallWithBuf()
    {
        if ((bufs.Count == 0 || dice.OneIn(5)) && pieces.Count > 0)
            return MakeBuf(Any(pieces));
        if (bufs.Count == 0)
            return "nothing";
        var books = Any(bufs);
        switch (dice.Between(0, 6))
        {
            case 0 or 1:
                Breaks("DMA013", books.State != BufState.Fresh);
                await Ddi.BdevStrategy(books.Buf);
                if (books.State == BufState.Fresh)
                    books.State = BufState.Issued;
                return "bdev_strategy";
            case 2 or 3:
                return await Complete(books);
            case 4:
                Breaks("DMA013", books.IsOut);
                Ddi.BioReset(books.Buf);
                if (!books.IsOut)
                    books.State = BufState.Fresh;
                return "bioreset";
            case 5:
                Breaks("DMA013", books.IsOut);
                Ddi.FreeRBuf(books.Buf);
                if (!books.IsOut)
                    books.State = BufState.Freed;
                return "freerbuf";
            default:
                Touches(books);
                books.Buf.Residual = 0;
                return "a touch of a buf";
        }
    }

    private string MakeBuf(PieceBooks piece)
    {
        Breaks("DMA008", piece.IsFreed);
        bufs.Add(new BufBooks(Ddi.GetRBuf(piece.Memory, (uint)dice.Between(1, (int)piece.Memory.Length), 0, BufFlags.Read)) { Piece = piece });
        return "getrbuf";
    }

    private async DdiTask<string> Complete(BufBooks books)
    {
        Breaks("DMA010", books.State is BufState.Done or BufState.Freed);
        Breaks("DMA012", books.BoundTo is not null);
        books.BoundTo = null;
        await Ddi.BioDone(books.Buf);
        if (books.State is BufState.Fresh or BufState.Issued)
            books.State = BufState.Done;
        return "biodone";
    }

    /// <summary>Several touches in a row of one buf are one finding.</summary>
    private void Touches(BufBooks books)
    {
        if (books.State is not (BufState.Done or BufState.Freed) || latestTouch == books)
            return;
        latestTouch = books;
        Breaks("DMA011");
    }
}

/// <summary>Where a buf is.</summary>
internal enum BufState
{
    Fresh,
    Issued,
    Done,
    Freed,
}

/// <summary>What the caller knows of a buf.</summary>
internal sealed class BufBooks(Buf buf)
{
    public Buf Buf { get; } = buf;

    public BufState State { get; set; }

    public bool IsOut => State is BufState.Issued or BufState.Freed;

    /// <summary>Whose memory it has; null: a user's.</summary>
    public PieceBooks? Piece { get; init; }

    public UserBooks? User { get; init; }

    /// <summary>Where in that.</summary>
    public uint Offset { get; init; }

    /// <summary>Which handle was bound to it last, since it was completed last.</summary>
    public HandleBooks? BoundTo { get; set; }
}
