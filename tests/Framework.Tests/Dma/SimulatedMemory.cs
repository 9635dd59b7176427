using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>Memory with an object in it, and a device that sees nothing but cookies.</summary>
internal sealed class SimulatedMemory
{
    private const int PageSize = 4096;
    private const byte Untouched = 0xA5;

    private readonly Dictionary<ulong, int> pageOfFrame = [];
    private readonly List<byte[]> pages = [];
    private readonly byte[] pattern = new byte[64 * PageSize];
    private readonly byte[] stream = new byte[64 * PageSize];

    public SimulatedMemory()
    {
        Dice dice = new(42);
        for (int k = 0; k < pattern.Length; k++)
            pattern[k] = (byte)(dice.Next() & 0xFF);
    }

    public void MoveBothWays(BindCase bind, DmaMapping mapping)
    {
        LayOut(bind, mapping.CopyPages);
        ToDevice(bind, mapping);
        LayOut(bind, mapping.CopyPages);
        FromDevice(bind, mapping);
    }

    private void LayOut(BindCase bind, int copyPages)
    {
        pageOfFrame.Clear();
        foreach (ulong frame in bind.Frames)
            AddPage(frame);
        foreach (ulong frame in BindCase.CopyFrames.AsSpan(0, copyPages))
            AddPage(frame);
    }

    private void AddPage(ulong frame)
    {
        pageOfFrame.Add(frame, pageOfFrame.Count);
        if (pages.Count < pageOfFrame.Count)
            pages.Add(new byte[PageSize]);
        pages[pageOfFrame.Count - 1].AsSpan().Fill(Untouched);
    }

    private void ToDevice(BindCase bind, DmaMapping mapping)
    {
        Span<byte> wanted = pattern.AsSpan(0, (int)bind.Length);
        CopyObject(bind, 0, wanted, intoMemory: true);
        int moved = 0;
        for (int window = 0; window < mapping.WindowCount; window++)
        {
            mapping.GetWin(window, out _);
            foreach (BouncedPiece piece in mapping.BouncedPieces)
                CopyObject(bind, piece.ObjectOffset, Bytes(piece.CopyAddress, piece.Length), intoMemory: false);
            foreach (DmaCookie cookie in mapping.Cookies)
                CopyCookie(cookie, ref moved, toDevice: true);
        }
        Require(moved == wanted.Length && wanted.SequenceEqual(stream.AsSpan(0, moved)), "the device reads the object", bind);
    }

    private void FromDevice(BindCase bind, DmaMapping mapping)
    {
        pattern.AsSpan(0, (int)bind.Length).CopyTo(stream);
        int moved = 0;
        for (int window = 0; window < mapping.WindowCount; window++)
        {
            mapping.GetWin(window, out _);
            foreach (DmaCookie cookie in mapping.Cookies)
                CopyCookie(cookie, ref moved, toDevice: false);
            foreach (BouncedPiece piece in mapping.BouncedPieces)
                CopyObject(bind, piece.ObjectOffset, Bytes(piece.CopyAddress, piece.Length), intoMemory: true);
        }
        Span<byte> found = stream.AsSpan((int)bind.Length, (int)bind.Length);
        CopyObject(bind, 0, found, intoMemory: false);
        Require(moved == found.Length && found.SequenceEqual(pattern.AsSpan(0, found.Length)), "the device writes the object", bind);

        ReadOnlySpan<byte> before = pages[0].AsSpan(0, (int)bind.Offset);
        int end = (int)((bind.Offset + bind.Length) % PageSize);
        ReadOnlySpan<byte> behind = pages[bind.Frames.Length - 1].AsSpan(end == 0 ? PageSize : end);
        Require(!before.ContainsAnyExcept(Untouched) && !behind.ContainsAnyExcept(Untouched), "the device writes nothing else", bind);
    }

    private Span<byte> Bytes(ulong address, uint length) => pages[pageOfFrame[address / PageSize]].AsSpan((int)(address % PageSize), (int)length);

    private void CopyCookie(DmaCookie cookie, ref int moved, bool toDevice)
    {
        ulong address = cookie.LAddress;
        for (uint left = cookie.Size; left > 0;)
        {
            uint piece = Math.Min(left, PageSize - (uint)(address % PageSize));
            Span<byte> memory = Bytes(address, piece);
            Span<byte> device = stream.AsSpan(moved, (int)piece);
            if (toDevice)
                memory.CopyTo(device);
            else
                device.CopyTo(memory);
            moved += (int)piece;
            address += piece;
            left -= piece;
        }
    }

    // The object as the CPU sees it: in order, whatever the frames.
    private void CopyObject(BindCase bind, uint offset, Span<byte> bytes, bool intoMemory)
    {
        uint place = bind.Offset + offset;
        while (!bytes.IsEmpty)
        {
            int piece = Math.Min(bytes.Length, PageSize - (int)(place % PageSize));
            Span<byte> memory = pages[(int)(place / PageSize)].AsSpan((int)(place % PageSize), piece);
            if (intoMemory)
                bytes[..piece].CopyTo(memory);
            else
                memory.CopyTo(bytes);
            bytes = bytes[piece..];
            place += (uint)piece;
        }
    }

    private static void Require(bool condition, string what, BindCase bind)
    {
        if (!condition)
            Assert.Fail($"{what}: {bind}");
    }
}
