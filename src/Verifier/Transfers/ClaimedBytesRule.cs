namespace DmaActors.Verifier.Transfers;

/// <summary>What b_resid says of a request that ended without an error is what its device has moved: every window once.</summary>
internal sealed class ClaimedBytesRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA072",
        "bytes skipped or repeated",
        "Writing Device Drivers, chapter 9, examples 9-7 and 9-8, and buf(9S): every window is transferred, and b_resid is what is left",
        "go through the windows in order, one for each interrupt of your own, and subtract from b_resid what the device has moved");

    // Requests that were bound and are not complete.
    private readonly Dictionary<Buf, Coverage> coverages = [];
    private readonly Stack<Coverage> idle = new();

    // Their devices moved something elsewhere: that is another rule's, and what has not arrived may be there.
    private readonly HashSet<DriverInstance> astray = [];

    public override RuleInfo Info => Text;

    protected override void Forget()
    {
        foreach (var coverage in coverages.Values)
            Recycle(coverage);
        coverages.Clear();
        astray.Clear();
    }

    protected override void OnBufIssued(DriverInstance instance, Buf buf) => Drop(buf);

    protected override void OnHandleBound(DmaHandle handle, Buf? buf)
    {
        if (buf is null)
            return;
        if (!coverages.TryGetValue(buf, out var coverage))
            coverages.Add(buf, coverage = idle.Count > 0 ? idle.Pop() : new Coverage());
        coverage.Enter(WindowOf(handle));
    }

    protected override void OnWindowEntered(ActorRef caller, DmaHandle handle)
    {
        if (BufOf(handle) is { } buf && coverages.TryGetValue(buf, out var coverage))
            coverage.Enter(WindowOf(handle));
    }

    protected override void OnDeviceMoved(DeviceMove move)
    {
        if (move.Reach != DeviceReach.Window)
            astray.Add(move.Instance);
        else if (move is { Handle: { } handle } && BufOf(handle) is { } buf && coverages.TryGetValue(buf, out var coverage))
            coverage.Move(WindowOf(handle), move.Length);
    }

    protected override void OnBufCompleted(TaskContext context, Buf buf)
    {
        if (coverages.TryGetValue(buf, out var coverage) && buf.Error == Errno.None && !astray.Contains(InstanceOf(buf)))
            Compare(context, buf, coverage);
        Drop(buf);
    }

    private void Compare(TaskContext context, Buf buf, Coverage coverage)
    {
        if (buf.Residual > buf.ByteCount)
            Report(context.Name, $"{Claim(context, buf)}, which is more than was asked for: something was subtracted twice");
        else if (coverage.Moved < buf.ByteCount - buf.Residual)
            Report(context.Name, $"{Claim(context, buf)}, but its device moved {coverage.Moved} bytes: {coverage.Missing(buf.ByteCount)}");
    }

    private static string Claim(TaskContext context, Buf buf) => $"{context.Name} completed {buf} without an error and with b_resid {buf.Residual}";

    private void Drop(Buf buf)
    {
        if (coverages.Remove(buf, out var coverage))
            Recycle(coverage);
    }

    private void Recycle(Coverage coverage)
    {
        coverage.Clear();
        idle.Push(coverage);
    }

    /// <summary>What of a request has been moved, by window. Moves of one window are added up to its length: a transfer that is tried again counts once.</summary>
    private sealed class Coverage
    {
        private readonly List<(uint Offset, uint Length, ulong Moved)> windows = [];

        public ulong Moved
        {
            get
            {
                var moved = 0UL;
                foreach (var window in windows)
                    moved += Math.Min(window.Moved, window.Length);
                return moved;
            }
        }

        public void Enter((uint Offset, uint Length) window) => IndexOf(window);

        public void Move((uint Offset, uint Length) window, int length)
        {
            var index = IndexOf(window);
            windows[index] = windows[index] with { Moved = windows[index].Moved + (ulong)length };
        }

        public void Clear() => windows.Clear();

        /// <summary>The first byte that was not moved, in words.</summary>
        public string Missing(uint byteCount)
        {
            var next = 0UL;
            foreach (var window in windows.OrderBy(window => window.Offset))
            {
                if (window.Offset > next)
                    break;
                if (window.Moved < window.Length)
                    return $"of the {window.Length} at offset {window.Offset} only {window.Moved}";
                next = window.Offset + (ulong)window.Length;
            }

            return next < byteCount ? $"the window at offset {next} was never taken" : "none twice";
        }

        private int IndexOf((uint Offset, uint Length) window)
        {
            for (var i = windows.Count - 1; i >= 0; i--)
            {
                if (windows[i].Offset == window.Offset && windows[i].Length == window.Length)
                    return i;
            }

            windows.Add((window.Offset, window.Length, 0));
            return windows.Count - 1;
        }
    }
}
