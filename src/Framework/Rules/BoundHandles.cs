using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Rules;

/// <summary>
/// The bindings of one instance, and in which order they, their windows and the transfers of its device came to be: tells what an access of the device belongs to. Where the
/// system uses one address for one thing after the other (copy buffer, DVMA), the address alone does not tell.
/// </summary>
internal sealed class BoundHandles(DriverInstance owner)
{
    /// <summary>The object that this is in footprints: no part of the instance, whose contexts may depend on one another as a whole.</summary>
    private readonly ulong digest = TraceDigest.Join(TraceDigest.OfName(owner.Name), TraceDigest.OfName("bindings and transfers"));


    // Few: most drivers have one, a network driver one for each buffer of its rings.
    private readonly List<Binding> bindings = new(1);
    private long now;
    private long begun;

    public void Bound(DmaHandle handle)
    {
        Change();
        bindings.Add(new Binding(handle, ++now));
    }

    public void Unbound(DmaHandle handle)
    {
        Change();
        for (var i = 0; i < bindings.Count; i++)
        {
            if (bindings[i].Handle != handle)
                continue;
            bindings.RemoveAt(i);
            return;
        }
    }

    /// <summary>The current window is about to be left.</summary>
    public void WindowLeft(DmaHandle handle)
    {
        Change();
        bindings.Find(binding => binding.Handle == handle)?.KeepWindow();
    }

    public void WindowEntered(DmaHandle handle)
    {
        Change();
        if (bindings.Find(binding => binding.Handle == handle) is { } moved)
            moved.WindowSince = ++now;
    }

    public void TransferBegan()
    {
        Change();
        begun = ++now;
    }

    /// <summary>What the device reaches at an address.</summary>
    public (DeviceReach Reach, DmaHandle? Handle) Find(ulong address, int length)
    {
        owner.Footprint?.ReadsObject(digest);
        DmaHandle? left = null;
        foreach (var binding in bindings)
        {
            var hasMoved = binding.WindowSince > begun;
            if (binding.Covers(address, length))
                return binding.Since > begun ? (DeviceReach.Outside, null) : (hasMoved ? DeviceReach.LeftWindow : DeviceReach.Window, binding.Handle);
            if ((hasMoved && binding.Since < begun) || binding.HasLeft(address))
                left = binding.Handle;
        }

        return left is null ? (DeviceReach.Outside, null) : (DeviceReach.LeftWindow, left);
    }

    /// <summary>The order of bindings, windows and transfers shows.</summary>
    public void Change() => owner.Footprint?.WritesObject(digest);

    private sealed class Binding(DmaHandle handle, long since)
    {
        // A device goes from cookie to cookie.
        private int latest;

        // The cookies of the window before the current one: a device that is told of them begins later, since a disk has to seek first.
        private DmaCookie[] before = [];
        private int countBefore;

        public DmaHandle Handle { get; } = handle;

        public long Since { get; } = since;

        public long WindowSince { get; set; } = since;

        public bool Covers(ulong address, int length) => Covers(address) && Covers(address + (ulong)length - 1);

        public void KeepWindow()
        {
            var cookies = Handle.Mapping.Cookies;
            if (before.Length < cookies.Length)
                before = new DmaCookie[cookies.Length];
            cookies.CopyTo(before);
            countBefore = cookies.Length;
        }

        public bool HasLeft(ulong address)
        {
            foreach (var cookie in before.AsSpan(0, countBefore))
            {
                if (address >= cookie.LAddress && address - cookie.LAddress < cookie.Size)
                    return true;
            }

            return false;
        }

        private bool Covers(ulong address)
        {
            var cookies = Handle.Mapping.Cookies;
            for (var i = 0; i < cookies.Length; i++)
            {
                var index = (latest + i) % cookies.Length;
                if (address < cookies[index].LAddress || address - cookies[index].LAddress >= cookies[index].Size)
                    continue;
                latest = index;
                return true;
            }

            return false;
        }
    }
}
