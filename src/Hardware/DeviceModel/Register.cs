namespace DmaActors.Hardware.DeviceModel;

/// <summary>One register of a <see cref="RegisterMap"/>.</summary>
public sealed class Register
{
    private Action<ulong>? written;
    private Func<ulong>? read;
    private bool readOnly;

    internal Register(string name, int offset, int width, ulong reset)
    {
        Name = name;
        Offset = offset;
        Width = width;
        Value = reset;
    }

    public string Name { get; }

    /// <summary>Bytes from the start of the window.</summary>
    public int Offset { get; }

    /// <summary>Bytes: 1, 2, 4 or 8.</summary>
    public int Width { get; }

    /// <summary>What it holds.</summary>
    public ulong Value { get; set; }

    /// <summary>Writes have no effect.</summary>
    public Register ReadOnly()
    {
        readOnly = true;
        return this;
    }

    /// <summary>What a write does, after the value has been kept.</summary>
    public Register OnWrite(Action<ulong> effect)
    {
        written = effect;
        return this;
    }

    /// <summary>What a read gives, instead of the value kept.</summary>
    public Register OnRead(Func<ulong> source)
    {
        read = source;
        return this;
    }

    internal void Write(ulong value)
    {
        if (readOnly)
            return;
        Value = value;
        written?.Invoke(value);
    }

    internal ulong Read() => read is null ? Value : read();
}
