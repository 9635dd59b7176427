using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>
/// The reference's way of cutting windows, rule by rule, on ranges of the object instead of addresses. It stops being <see cref="IsSound"/> where the
/// reference goes wrong; then it says nothing.
/// </summary>
internal sealed class ReferenceWindows
{
    private readonly DmaAttributes attributes;
    private readonly ulong maxXfer;
    private readonly ulong copyBuffer;
    private ulong used;

    public ReferenceWindows(BindCase bind, List<DmaCookie> raw, int copyPages)
    {
        attributes = bind.Attributes;
        maxXfer = attributes.MaxXfer - (attributes.MaxXfer % attributes.Granular);
        copyBuffer = (ulong)copyPages * 4096;
        Windows.Add([]);
        uint offset = 0;
        foreach (DmaCookie cookie in raw)
        {
            Put(new Piece(offset, cookie.Size, cookie.Type != 0, false));
            offset += cookie.Size;
            if (!IsSound || !IsMappable)
                return;
        }
    }

    public bool IsSound { get; private set; } = true;

    public bool IsMappable { get; private set; } = true;

    public List<List<Piece>> Windows { get; } = [];

    private List<Piece> Open => Windows[^1];

    private ulong OpenSize
    {
        get
        {
            ulong sum = 0;
            foreach (Piece piece in Open)
                sum += piece.Size;
            return sum;
        }
    }

    /// <summary>The windows of the mapping are these, cookie for cookie. They are visited backwards.</summary>
    public void AssertCutAlike(DmaMapping mapping, BindCase bind)
    {
        for (int window = Windows.Count - 1; window >= 0; window--)
        {
            Assert.True(mapping.GetWin(window, out DmaWindow found) || mapping.IsFastPath);
            found = mapping.Window;
            List<Piece> pieces = Windows[window];
            uint offset = found.Offset;
            bool same = found.CookieCount == pieces.Count;
            for (int k = 0; same && k < pieces.Count; k++)
            {
                DmaCookie cookie = mapping.Cookies[k];
                same = pieces[k].Offset == offset && pieces[k].Size == cookie.Size && pieces[k].IsBounced == (cookie.Type != 0);
                offset += cookie.Size;
            }
            Assert.True(same, $"window {window} is {string.Join(' ', mapping.Cookies.ToArray())} instead of {string.Join(' ', pieces)}: {bind}");
        }
    }

    private void Put(Piece piece)
    {
        if (piece.IsBounced)
            used += 4096;
        if (piece.IsBounced && used > copyBuffer)
        {
            Piece? rest = Trim();
            used = rest is { IsBounced: true } ? 8192u : 4096u;
            OpenWith(rest, piece);
            IsSound &= used <= copyBuffer;
        }
        else if ((uint)Open.Count == unchecked((uint)attributes.SgLen))
        {
            OpenWith(Trim(), piece);
        }
        else if (OpenSize + piece.Size > maxXfer)
        {
            uint fits = (uint)(maxXfer - OpenSize);
            if (fits > 0)
                Open.Add(piece with { Size = fits });
            Windows.Add([new Piece(piece.Offset + fits, piece.Size - fits, piece.IsBounced, fits > 0)]);
        }
        else
        {
            Open.Add(piece);
        }
    }

    private Piece? Trim()
    {
        uint rest = (uint)(OpenSize % attributes.Granular);
        if (rest == 0)
            return null;
        if (attributes.SgLen == 1)
        {
            IsMappable = false;
            return null;
        }
        Piece last = Open[^1];
        if (last.Size <= rest || (Open.Count == 1 && last.IsLeftOver))
        {
            IsSound = false;
            return null;
        }
        Open[^1] = last with { Size = last.Size - rest };
        return new Piece(last.Offset + last.Size - rest, rest, last.IsBounced, true);
    }

    private void OpenWith(Piece? rest, Piece piece)
    {
        Windows.Add(rest is { } r ? [r, piece] : [piece]);
        IsSound &= OpenSize <= maxXfer;
    }

    public readonly record struct Piece(uint Offset, uint Size, bool IsBounced, bool IsLeftOver);
}
