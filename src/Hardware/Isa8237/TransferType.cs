namespace DmaActors.Hardware.Isa8237;

/// <summary>What a transfer cycle of the 8237 does with the data. Bits 2 and 3 of the mode register.</summary>
public enum TransferType : byte
{
    /// <summary>Addresses and counts only: memory is not touched.</summary>
    Verify = 0,

    /// <summary>From the device to memory; the chip calls it a write transfer.</summary>
    ToMemory = 1,

    /// <summary>From memory to the device; the chip calls it a read transfer.</summary>
    FromMemory = 2,

    /// <summary>Not allowed; works as <see cref="Verify"/>. A channel in cascade mode ignores these bits.</summary>
    Illegal = 3,
}
