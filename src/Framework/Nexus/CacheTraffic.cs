using DmaActors.Framework.Dma;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// Makes the processor's cache and memory agree about what a device sees of a binding, at bind, getwin, sync and unbind: for a machine with a cache that nobody
/// snoops. What a device sees is what the cookies say: the object, or its copy.
/// </summary>
/// <param name="bus">The machine's.</param>
internal sealed class CacheTraffic(SystemBus bus)
{
    private readonly CacheControl caches = new(bus);

    /// <summary>The device is about to look, or to write: no line of the range is dirty any more, that could reach memory behind the device's back.</summary>
    public void ForDevice(DmaMapping mapping, SyncRange range)
    {
        foreach (var piece in new Pieces(mapping, range))
            caches.ForDevice(piece);
    }

    /// <summary>The processor is about to look at what the device has written.</summary>
    public void ForCpu(ActorContext who, DmaHandle handle, DmaMapping mapping, SyncRange range)
    {
        foreach (var piece in new Pieces(mapping, range))
            caches.ForCpu(who, handle.Instance.Slot.Path, piece);
    }

    /// <summary>The stretches of memory that a range of the object is in, as the cookies of the current window show it.</summary>
    private ref struct Pieces(DmaMapping mapping, SyncRange range)
    {
        private readonly ReadOnlySpan<DmaCookie> cookies = mapping.Cookies;
        private readonly uint end = range.Offset + range.Length;
        private uint next = mapping.Window.Offset;
        private int index;

        public DmaRange Current { get; private set; }

        public readonly Pieces GetEnumerator() => this;

        public bool MoveNext()
        {
            while (index < cookies.Length)
            {
                ref readonly var cookie = ref cookies[index++];
                var start = next;
                next += cookie.Size;
                var first = Math.Max(start, range.Offset);
                if (first >= Math.Min(next, end))
                    continue;
                var address = cookie.LAddress + (first - start);
                Current = new DmaRange(new BusAddress(address), new PhysicalAddress(address), (int)(Math.Min(next, end) - first));
                return true;
            }

            return false;
        }
    }
}
