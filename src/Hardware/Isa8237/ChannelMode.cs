namespace DmaActors.Hardware.Isa8237;

/// <summary>The mode register of a channel. <c>default</c> is what is in it before anybody wrote it: verify, demand, upwards.</summary>
/// <param name="Type">What happens with the data.</param>
/// <param name="Service">How long the channel keeps the bus.</param>
/// <param name="AutoInitialise">At terminal count address and count start again from their base, and the channel stays unmasked.</param>
/// <param name="Decrement">The address counts down.</param>
public readonly record struct ChannelMode(TransferType Type, ServiceMode Service, bool AutoInitialise = false, bool Decrement = false) : IDigestible
{
    /// <summary>From what was written into the mode register. The two lowest bits, which name the channel, do not count.</summary>
    public static ChannelMode FromRegister(byte value) =>
        new((TransferType)((value >> 2) & 3), (ServiceMode)(value >> 6), (value & 0x10) != 0, (value & 0x20) != 0);

    /// <summary>What to write into the mode register, for channel 0 of the chip: add the channel.</summary>
    public byte ToRegister() => (byte)(((int)Type << 2) | (AutoInitialise ? 0x10 : 0) | (Decrement ? 0x20 : 0) | ((int)Service << 6));

    /// <inheritdoc/>
    public void Digest(ref TraceDigest digest) => digest.Add((ulong)ToRegister());
}
