using DmaActors.Framework.Dma;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Misuse;

// Memory: the kernel's and that of users.
internal sealed partial class RandomCaller
{
    private const int PagesOfUser = 3;

    private readonly List<PieceBooks> pieces = [];
    private readonly List<UserBooks> users = [];
    private readonly List<CookieBooks> cookies = [];
    private readonly byte[] scratch = new byte[64];

    private async DdiTask<string> CallWithMemory()
    {
        if (pieces.Count == 0 || dice.OneIn(4))
            return await Allocate();
        var books = Any(pieces);
        switch (dice.Between(0, 5))
        {
            case 0:
                return await Free(books);
            case 1:
                return FreeWrongly(books);
            case 2 or 3 when books.Access is not null:
                return await Access(books, books.Access);
            default:
                return Touch(books);
        }
    }

    private async DdiTask<string> Allocate()
    {
        var length = (uint)dice.Between(1, (int)(3 * page));
        if (handles.Count == 0 || dice.OneIn(2))
        {
            pieces.Add(new PieceBooks(Ddi.KmemAlloc(length)!, null));
            return "kmem_alloc";
        }

        var handle = Any(handles);
        Breaks("DMA001", handle.IsFreed);
        var result = await Dma.MemAlloc(handle.Handle, length, new DeviceAccAttr(), dice.Of(DmaFlags.Consistent, DmaFlags.Streaming), Waiting());
        Assert.False(handle.IsFreed && result.Status == DdiResult.Success);
        if (result.Memory is { } memory)
            pieces.Add(new PieceBooks(memory, result.Handle));
        return "ddi_dma_mem_alloc";
    }

    private async DdiTask<string> Free(PieceBooks books)
    {
        Breaks("DMA008", books.IsFreed);
        for (var bound = books.IsFreed ? 0 : handles.Count(handle => handle.Piece == books); bound > 0; bound--)
            Breaks("DMA004");
        if (books.Access is null)
            Ddi.KmemFree(books.Memory);
        else
            await Dma.MemFree(books.Access);
        books.IsFreed = true;
        return "the end of memory";
    }

    /// <summary>By the function of other memory, which frees nothing.</summary>
    private string FreeWrongly(PieceBooks books)
    {
        if (books.Access is null)
            return Touch(books);
        Breaks("DMA008");
        if (dice.OneIn(2))
            Ddi.KmemFree(books.Memory);
        else
            Ddi.RegsMapFree(books.Access);
        return "the wrong end of memory";
    }

    private string Touch(PieceBooks books)
    {
        var (offset, length) = ((uint)dice.Between(0, (int)books.Memory.Length + 4), dice.Between(0, scratch.Length));
        Breaks("DMA008", books.IsFreed || offset + length > books.Memory.Length);
        if (dice.OneIn(2))
            books.Memory.Read(offset, scratch.AsSpan(0, length));
        else
            books.Memory.Write(offset, scratch.AsSpan(0, length));
        return "a touch of memory";
    }

    private async DdiTask<string> Access(PieceBooks books, AccessHandle access)
    {
        var offset = dice.Between(-4, (int)books.Memory.Length + 4);
        Breaks("DMA008", books.IsFreed || offset < 0 || offset + 4 > books.Memory.Length);
        Breaks("DMA008", offset % 4 != 0);
        if (dice.OneIn(2))
            access.Put32(offset, 7);
        else
            await access.Get32(offset);
        return "an access to memory";
    }

    private string CallWithPages()
    {
        if (cookies.Count == 0 || dice.OneIn(2))
            return Lock(users[dice.Between(0, 1)]);
        var books = Any(cookies);
        return dice.OneIn(3) ? MakeBuf(books) : Unlock(books);
    }

    private string Lock(UserBooks user)
    {
        var (offset, length) = (dice.Of<uint>(0, 0, page, 2 * page, 1), dice.Of<uint>(page, 2 * page, 3 * page, 10));
        var result = Ddi.UmemLock(user.Memory, offset, length, (UmemLockFlags)dice.Of(1, 1, 1, 2, 2, 2, 0, 3)).GetAwaiter().GetResult();
        if (result.Cookie is not { } cookie)
            return "ddi_umem_lock";
        cookies.Add(new CookieBooks(cookie, user, offset, length));
        user.Change(offset, length, 1);
        return "ddi_umem_lock";
    }

    private string Unlock(CookieBooks books)
    {
        Breaks("DMA005", !books.IsLocked);
        if (books.IsLocked)
        {
            HandleBooks[] locked = [.. handles.Where(handle => handle.User == books.User && handle.IsUserLocked)];
            books.IsLocked = false;
            books.User.Change(books.Offset, books.Length, -1);
            foreach (var handle in locked)
                Breaks("DMA006", !handle.IsUserLocked);
        }

        Ddi.UmemUnlock(books.Cookie);
        return "ddi_umem_unlock";
    }

    private string MakeBuf(CookieBooks books)
    {
        var (offset, length) = ((uint)dice.Between(0, (int)page), (uint)dice.Between(1, (int)page));
        Breaks("DMA008", !books.IsLocked);
        var buf = Ddi.UmemIoSetup(books.Cookie, offset, length, BufFlags.Read, 0);
        Assert.Equal(books.IsLocked && offset + length <= books.Length, buf is not null);
        if (buf is not null)
            bufs.Add(new BufBooks(buf) { User = books.User, Offset = books.Offset + offset });
        return "ddi_umem_iosetup";
    }
}

/// <summary>What the caller knows of kernel memory.</summary>
internal sealed class PieceBooks(KernelMemory memory, AccessHandle? access)
{
    public KernelMemory Memory { get; } = memory;

    /// <summary>Null: it is memory of kmem_alloc.</summary>
    public AccessHandle? Access { get; } = access;

    public bool IsFreed { get; set; }
}

/// <summary>What the caller knows of a cookie of ddi_umem_lock.</summary>
internal sealed class CookieBooks(UmemCookie cookie, UserBooks user, uint offset, uint length)
{
    public UmemCookie Cookie { get; } = cookie;

    public UserBooks User { get; } = user;

    public uint Offset { get; } = offset;

    public uint Length { get; } = length;

    public bool IsLocked { get; set; } = true;
}
