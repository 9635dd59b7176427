namespace DmaActors.Hardware.DeviceModel;

/// <summary>The registers of a device model; see <see cref="RegisterMap{TDevice}"/>.</summary>
public abstract class RegisterMap
{
    private protected RegisterMap()
    {
    }

    /// <summary>The name of the register at an offset, for logs and traces; null where there is none.</summary>
    public abstract string? NameOf(int offset);

    /// <summary>Whether to read it changes the device.</summary>
    internal abstract bool ReadHasEffect(int offset);

    internal abstract bool Fits(Device device);

    /// <summary>Writes what a read of each register would give, where a read has no effect.</summary>
    internal abstract void Describe(Device device, StateWriter state);

    internal abstract bool TryWrite(Device device, int offset, int width, ulong value);

    internal abstract bool TryRead(Device device, int offset, int width, out ulong value);
}

/// <summary>
/// The registers of a device model, declared: name, offset, width, and what reading and writing does. One map, in a static field of the model, serves
/// all its devices: an instance pays nothing for its registers but the fields behind them. An access to no register, or of another width, is answered
/// as a bus answers it (all ones, dropped) and reported.
/// </summary>
public sealed class RegisterMap<TDevice> : RegisterMap
    where TDevice : Device
{
    private readonly List<Entry> entries = [];
    private readonly Dictionary<int, string> taken = [];

    /// <summary>One register.</summary>
    /// <param name="offset">Bytes from the start of the register window; a multiple of the width.</param>
    /// <param name="bits">8, 16, 32 or 64.</param>
    /// <param name="name">As the device's manual has it: <c>CSR</c>.</param>
    /// <param name="read">What a read gives; more than the width is cut off. Null: write-only, reads give 0.</param>
    /// <param name="write">What a write does. Null: read-only, writes are dropped.</param>
    /// <param name="readHasEffect">A read changes the device, as of a register that it clears: reports do not show the register then.</param>
    public RegisterMap<TDevice> Add(int offset, int bits, string name, Func<TDevice, ulong>? read, Action<TDevice, ulong>? write = null, bool readHasEffect = false) =>
        AddArray(offset, bits, bits / 8, 1, name, read is null ? null : (device, _) => read(device), write is null ? null : (device, _, value) => write(device, value), null, readHasEffect);

    /// <summary>A row of equal registers: the entries of a list.</summary>
    /// <param name="offset">Of the first.</param>
    /// <param name="bits">8, 16, 32 or 64.</param>
    /// <param name="stride">Bytes from one to the next.</param>
    /// <param name="count">The most that any device of the model has.</param>
    /// <param name="name">Of all; <see cref="NameOf"/> adds the index.</param>
    /// <param name="read">As for one, with the index.</param>
    /// <param name="write">As for one, with the index.</param>
    /// <param name="present">How many of them this device has. Null: all.</param>
    /// <param name="readHasEffect">As for one.</param>
    public RegisterMap<TDevice> AddArray(
        int offset, int bits, int stride, int count, string name, Func<TDevice, int, ulong>? read, Action<TDevice, int, ulong>? write = null, Func<TDevice, int>? present = null, bool readHasEffect = false)
    {
        if (bits is not (8 or 16 or 32 or 64))
            throw new ArgumentOutOfRangeException(nameof(bits), bits, $"{name}: a register has 8, 16, 32 or 64 bits.");
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var width = bits / 8;
        if (offset % width != 0 || stride % width != 0 || stride < width)
            throw new ArgumentException($"{name}: offset and stride are multiples of its width, {width} bytes.", nameof(offset));
        for (var i = 0; i < count; i++)
            Take(offset + (i * stride), width, name);
        entries.Add(new Entry(name, offset, width, stride, count, read, write, present, readHasEffect));
        return this;
    }

    public override string? NameOf(int offset)
    {
        foreach (var entry in entries)
        {
            if (entry.IndexOf(offset) is var index and >= 0)
                return entry.Count == 1 ? entry.Name : $"{entry.Name}[{index}]";
        }

        return null;
    }

    internal override bool ReadHasEffect(int offset) => entries.Exists(entry => entry.ReadHasEffect && entry.IndexOf(offset) >= 0);

    internal override bool Fits(Device device) => device is TDevice;

    internal override void Describe(Device device, StateWriter state)
    {
        foreach (var entry in entries)
        {
            if (entry.Read is null || entry.ReadHasEffect)
                continue;
            var count = entry.Present?.Invoke((TDevice)device) ?? entry.Count;
            for (var i = 0; i < count; i++)
                state.Write(entry.Count == 1 ? entry.Name : $"{entry.Name}[{i}]", $"0x{entry.Read((TDevice)device, i) & AllOnes(entry.Width):X}");
        }
    }

    internal override bool TryWrite(Device device, int offset, int width, ulong value)
    {
        if (!TryFind((TDevice)device, offset, width, out var entry, out var index))
            return false;
        entry.Write?.Invoke((TDevice)device, index, value & AllOnes(width));
        return true;
    }

    internal override bool TryRead(Device device, int offset, int width, out ulong value)
    {
        value = AllOnes(width);
        if (!TryFind((TDevice)device, offset, width, out var entry, out var index))
            return false;
        value &= entry.Read?.Invoke((TDevice)device, index) ?? 0;
        return true;
    }

    private static ulong AllOnes(int width) => width >= 8 ? ulong.MaxValue : (1UL << (8 * width)) - 1;

    private bool TryFind(TDevice device, int offset, int width, out Entry found, out int index)
    {
        foreach (var entry in entries)
        {
            index = entry.IndexOf(offset);
            if (index < 0)
                continue;
            found = entry;
            return entry.Width == width && (entry.Present is null || index < entry.Present(device));
        }

        found = null!;
        index = -1;
        return false;
    }

    private void Take(int offset, int width, string name)
    {
        for (var i = offset; i < offset + width; i++)
        {
            if (!taken.TryAdd(i, name))
                throw new ArgumentException($"Two registers at 0x{i:X}: {taken[i]} and {name}.", nameof(offset));
        }
    }

    private sealed record Entry(
        string Name, int Offset, int Width, int Stride, int Count, Func<TDevice, int, ulong>? Read, Action<TDevice, int, ulong>? Write, Func<TDevice, int>? Present, bool ReadHasEffect)
    {
        /// <summary>Which register of the row begins at an offset; -1: none.</summary>
        public int IndexOf(int offset)
        {
            var distance = offset - Offset;
            if (distance == 0)
                return 0;

            // Most registers are single ones, and a division is dear.
            return distance > 0 && distance < Stride * Count && distance % Stride == 0 ? distance / Stride : -1;
        }
    }
}
