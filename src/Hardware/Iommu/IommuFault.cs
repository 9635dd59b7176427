namespace DmaActors.Hardware.Iommu;

/// <summary>Why an access of a device was not translated.</summary>
public enum IommuFault : byte
{
    /// <summary>It was.</summary>
    None,

    /// <summary>The address is neither of DVMA space nor a bypass address.</summary>
    OutsideSpace,

    /// <summary>No page is mapped there: never, or not any more.</summary>
    NotMapped,

    /// <summary>A write to a page that is mapped for reading.</summary>
    ReadOnly,
}
