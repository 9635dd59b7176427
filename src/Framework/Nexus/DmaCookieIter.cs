using DmaActors.Framework.Dma;

namespace DmaActors.Framework;

/// <summary>
/// The cookies of the current window, one after the other, as <see cref="DmaFunctions.CookieIter"/> gives them: <c>foreach (var cookie in Dma.CookieIter(handle))</c>.
/// Begins with the first each time. A window that is left, or an unbind, meanwhile leaves nothing to go on with.
/// </summary>
public readonly struct DmaCookieIter
{
    private readonly DmaFunctions dma;
    private readonly DmaHandle handle;

    internal DmaCookieIter(DmaFunctions dma, DmaHandle handle)
    {
        this.dma = dma;
        this.handle = handle;
    }

    /// <summary>For <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(dma, handle);

    /// <summary>A place among the cookies.</summary>
    public struct Enumerator
    {
        private readonly DmaFunctions dma;
        private readonly DmaHandle handle;
        private int next;

        internal Enumerator(DmaFunctions dma, DmaHandle handle)
        {
            this.dma = dma;
            this.handle = handle;
        }

        /// <summary>The cookie at this place.</summary>
        public DmaCookie Current { get; private set; }

        /// <summary>Goes to the next cookie; false behind the last one.</summary>
        public bool MoveNext()
        {
            if (dma.CookieGet(handle, next) is not { } cookie)
                return false;
            Current = cookie;
            next++;
            return true;
        }
    }
}
