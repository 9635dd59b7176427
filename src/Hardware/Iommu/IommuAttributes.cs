namespace DmaActors.Hardware.Iommu;

/// <summary>What an entry of the page table allows. An entry without any is one that devices may read, past the streaming cache.</summary>
[Flags]
public enum IommuAttributes : byte
{
    /// <summary>Read only, consistent.</summary>
    None = 0,

    /// <summary>Devices may write to the page.</summary>
    Writable = 1,

    /// <summary>Accesses go through the streaming cache; without it they are consistent and pass it by.</summary>
    Streaming = 2,
}
