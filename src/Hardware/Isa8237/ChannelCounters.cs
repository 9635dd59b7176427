namespace DmaActors.Hardware.Isa8237;

/// <summary>Address and count of a channel, and what they were programmed to.</summary>
internal struct ChannelCounters
{
    private ushort baseAddress;

    public ushort Address { get; private set; }

    public ushort Count { get; private set; }

    public ushort BaseCount { get; private set; }

    public void Write(bool isCount, bool isHighByte, byte value)
    {
        if (isCount)
        {
            BaseCount = With(BaseCount, isHighByte, value);
            Count = With(Count, isHighByte, value);
        }
        else
        {
            baseAddress = With(baseAddress, isHighByte, value);
            Address = With(Address, isHighByte, value);
        }
    }

    /// <summary>True when the count passed 0.</summary>
    public bool Pass(int transfers, bool down)
    {
        var isLast = transfers == Count + 1;
        Address = unchecked((ushort)(down ? Address - transfers : Address + transfers));
        Count = unchecked((ushort)(Count - transfers));
        return isLast;
    }

    public void Reload()
    {
        Address = baseAddress;
        Count = BaseCount;
    }

    private static ushort With(ushort word, bool isHighByte, byte value) =>
        (ushort)(isHighByte ? (word & 0x00FF) | (value << 8) : (word & 0xFF00) | value);
}
