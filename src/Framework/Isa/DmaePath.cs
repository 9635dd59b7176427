namespace DmaActors.Framework.Isa;

/// <summary>The width of a transfer: <c>der_path</c> of <c>ddi_dmae_req(9S)</c>. The wires of an ISA channel have one width, and no other can be asked of it.</summary>
public enum DmaePath
{
    /// <summary>DMAE_PATH_DEF: as the channel has it.</summary>
    Default = 0,

    /// <summary>DMAE_PATH_8: channels 0 to 3.</summary>
    Bits8 = 1,

    /// <summary>DMAE_PATH_16: channels 5 to 7.</summary>
    Bits16 = 2,

    /// <summary>DMAE_PATH_32: EISA only.</summary>
    Bits32 = 3,

    /// <summary>DMAE_PATH_64: EISA only.</summary>
    Bits64 = 4,

    /// <summary>DMAE_PATH_16B: 16 bits, counted in bytes; EISA only.</summary>
    Bits16CountingBytes = 5,
}
