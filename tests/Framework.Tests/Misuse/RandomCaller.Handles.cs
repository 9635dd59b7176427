using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Misuse;

// Handles: allocated, bound, used, unbound and freed, in any order.
internal sealed partial class RandomCaller
{
    private readonly List<HandleBooks> handles = [];

    private async DdiTask<string> CallWithHandle()
    {
        if (handles.Count == 0 || dice.OneIn(8))
            return await AllocHandle();
        var books = Any(handles);
        switch (dice.Between(0, 12))
        {
            case 0 when dice.OneIn(2):
                return await FreeHandle(books);
            case 1 or 2 when pieces.Count > 0:
                return await BindPiece(books);
            case 3:
                return await BindUser(books);
            case 4 when bufs.Count > 0:
                return await BindBuf(books);
            case 5 or 6:
                return await Unbind(books);
            default:
                return await Use(books);
        }
    }

    private async DdiTask<string> AllocHandle()
    {
        var attributes = bench.Bus.Iommu is not null
            ? ScriptDriver.Anywhere with { CountMax = uint.MaxValue, SgLen = 2, Seg = 0x3FFF, Granular = 512 }
            : dice.Of(ScriptDriver.Anywhere, ScriptDriver.Low with { SgLen = 5, Granular = 512 });
        var result = await Dma.AllocHandle(dice.OneIn(10) ? null! : attributes, Waiting());
        if (result.Handle is { } handle)
            handles.Add(new HandleBooks(handle));
        return "ddi_dma_alloc_handle";
    }

    private async DdiTask<string> FreeHandle(HandleBooks books)
    {
        Breaks("DMA001", books.IsFreed || books.IsBound);
        await Dma.FreeHandle(books.Handle);
        books.Free();
        return "ddi_dma_free_handle";
    }

    private async DdiTask<string> BindPiece(HandleBooks books)
    {
        var piece = Any(pieces);
        var length = (uint)dice.Between(0, (int)piece.Memory.Length + 40);
        Breaks("DMA008", piece.IsFreed || length > piece.Memory.Length);
        BreaksByBind(books);
        var result = await Dma.AddrBindHandle(books.Handle, piece.Memory, length, Flags(), Waiting());
        AfterBind(books, result, length > 0 && !piece.IsFreed && length <= piece.Memory.Length);
        if (books.IsNew)
            books.Piece = piece;
        return "ddi_dma_addr_bind_handle of kernel memory";
    }

    private async DdiTask<string> BindUser(HandleBooks books)
    {
        var user = users[dice.Between(0, 1)];
        var length = (uint)dice.Between(1, (int)(PagesOfUser * page) + 40);
        Breaks("DMA008", length > user.Memory.Length);
        BreaksByBind(books);
        var result = await Dma.AddrBindHandle(books.Handle, user.Memory, length, Flags(), Waiting());
        AfterBind(books, result, length <= user.Memory.Length);
        if (books.IsNew)
            BindsPages(books, user, 0, length);
        return "ddi_dma_addr_bind_handle of a user's memory";
    }

    private async DdiTask<string> BindBuf(HandleBooks books)
    {
        var buf = Any(bufs);
        Touches(buf);
        Breaks("DMA008", buf.Piece is { IsFreed: true });
        BreaksByBind(books);
        var result = await Dma.BufBindHandle(books.Handle, buf.Buf, Flags(), Waiting());
        AfterBind(books, result, buf.Piece is not { IsFreed: true });
        if (!books.IsNew)
            return "ddi_dma_buf_bind_handle";
        books.Piece = buf.Piece;
        books.Buf = buf;
        buf.BoundTo = books;
        if (buf.User is { } user)
            BindsPages(books, user, buf.Offset, buf.Buf.ByteCount);
        return "ddi_dma_buf_bind_handle";
    }

    private void BreaksByBind(HandleBooks books)
    {
        Breaks("DMA001", books.IsFreed);
        Breaks("DMA002", books.IsBound);
    }

    private void AfterBind(HandleBooks books, DmaBindResult result, bool isMappable)
    {
        var binds = result.Status is DmaBind.Mapped or DmaBind.PartialMap;
        Assert.False(binds && (books.IsFreed || books.IsBound || !isMappable), $"{result.Status}");
        books.IsNew = binds;
        if (!binds)
            return;
        books.IsBound = true;
        books.StartWindow(result.CookieCount);
    }

    private void BindsPages(HandleBooks books, UserBooks user, uint offset, uint length)
    {
        (books.User, books.UserOffset, books.UserLength) = (user, offset, length);
        Breaks("DMA006", !books.IsUserLocked);
    }

    private async DdiTask<string> Unbind(HandleBooks books)
    {
        Breaks("DMA001", books.IsFreed);
        Breaks("DMA002", books is { IsFreed: false, IsBound: false });
        await Dma.UnbindHandle(books.Handle);
        books.Unbind();
        return "ddi_dma_unbind_handle";
    }

    /// <summary>What only looks at a handle, or moves its window.</summary>
    private async DdiTask<string> Use(HandleBooks books)
    {
        Breaks("DMA001", books.IsFreed);
        var unbound = books is { IsFreed: false, IsBound: false };
        switch (dice.Between(0, 8))
        {
            case 0:
                Breaks("DMA002", unbound);
                Dma.NumWin(books.Handle, out _);
                return "ddi_dma_numwin";
            case 1:
                Breaks("DMA002", unbound);
                if (await Dma.GetWin(books.Handle, dice.Between(-1, 3)) is { Status: DdiResult.Success, Window: var window })
                    books.StartWindow(window.CookieCount);
                return "ddi_dma_getwin";
            case 2 or 3:
                Breaks("DMA002", unbound);
                Breaks("DMA003", books.IsBound && !books.HasCookie);
                Dma.NextCookie(books.Handle);
                return "ddi_dma_nextcookie";
            case 4:
                Breaks("DMA002", unbound);
                Breaks("DMA003", books is { IsBound: true, Cookies: not 1 });
                Dma.CookieOne(books.Handle);
                return "ddi_dma_cookie_one";
            case 5:
                Breaks("DMA002", unbound);
                await Dma.Sync(books.Handle, (ulong)dice.Of(0, 1, 5_000), (ulong)dice.Of(0, 1, 5_000), (DmaSyncType)dice.Between(0, 3));
                return "ddi_dma_sync";
            case 6:
                Dma.CheckDmaHandle(books.Handle);
                return "ddi_check_dma_handle";
            case 7:
                Dma.BurstSizes(books.Handle);
                return "ddi_dma_burstsizes";
            default:
                await Dma.SetSBus64(books.Handle, 0x7F);
                return "ddi_dma_set_sbus64";
        }
    }

    private DmaFlags Flags() => dice.Of(DmaFlags.Read, DmaFlags.Write, DmaFlags.RdWr, DmaFlags.None) | dice.Of(DmaFlags.None, DmaFlags.Partial) | dice.Of(DmaFlags.None, DmaFlags.Consistent);

    private DmaCallback Waiting() => dice.OneIn(3) ? callback : DmaCallback.DontWait;
}

/// <summary>What the caller knows of a handle.</summary>
internal sealed class HandleBooks(DmaHandle handle)
{
    private int next;

    public DmaHandle Handle { get; } = handle;

    public bool IsFreed { get; private set; }

    public bool IsBound { get; set; }

    /// <summary>Whether the latest bind bound it.</summary>
    public bool IsNew { get; set; }

    public PieceBooks? Piece { get; set; }

    public BufBooks? Buf { get; set; }

    public UserBooks? User { get; set; }

    public uint UserOffset { get; set; }

    public uint UserLength { get; set; }

    public bool IsUserLocked => User!.IsLocked(UserOffset, UserLength);

    /// <summary>Those of the current window.</summary>
    public int Cookies { get; private set; }

    /// <summary>Whether the window has one that ddi_dma_nextcookie has not given. Asking is as good as taking it.</summary>
    public bool HasCookie => next++ < Cookies;

    public void StartWindow(int cookies) => (Cookies, next) = (cookies, 1);

    public void Unbind()
    {
        if (Buf is not null)
            Buf.BoundTo = null;
        (IsBound, Piece, Buf, User) = (false, null, null, null);
    }

    public void Free()
    {
        Unbind();
        IsFreed = true;
    }
}
