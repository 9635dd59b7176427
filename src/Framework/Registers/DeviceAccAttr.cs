namespace DmaActors.Framework;

/// <summary>ddi_device_acc_attr(9S): how memory or registers are to be accessed through an access handle.</summary>
public sealed record DeviceAccAttr
{
    /// <summary>devacc_attr_version: only <see cref="V0"/> is known.</summary>
    public ushort Version { get; init; } = V0;

    /// <summary>devacc_attr_endian_flags: in which order the device has the bytes of a number. The processor of all our platforms has the lowest first.</summary>
    public DeviceEndian EndianFlags { get; init; }

    /// <summary>devacc_attr_dataorder: how much the system may rearrange. Our processors never do, which each of the values allows.</summary>
    public DeviceDataOrder DataOrder { get; init; }

    /// <summary>DDI_DEVICE_ATTR_V0.</summary>
    public const ushort V0 = 1;
}

/// <summary>devacc_attr_endian_flags, with the system's numbers.</summary>
public enum DeviceEndian
{
    /// <summary>DDI_NEVERSWAP_ACC: as the processor has them.</summary>
    NeverSwap = 0,

    /// <summary>DDI_STRUCTURE_LE_ACC: the lowest byte first.</summary>
    StructureLittle = 1,

    /// <summary>DDI_STRUCTURE_BE_ACC: the highest byte first.</summary>
    StructureBig = 2,
}

/// <summary>devacc_attr_dataorder, with the system's numbers: each allows all that those before it do.</summary>
public enum DeviceDataOrder
{
    /// <summary>DDI_STRICTORDER_ACC: as the driver issues the accesses.</summary>
    Strict = 0,

    /// <summary>DDI_UNORDERED_OK_ACC: in any order.</summary>
    UnorderedOk = 1,

    /// <summary>DDI_MERGING_OK_ACC: several as one.</summary>
    MergingOk = 2,

    /// <summary>DDI_LOADCACHING_OK_ACC: reads may be answered from a cache.</summary>
    LoadCachingOk = 3,

    /// <summary>DDI_STORECACHING_OK_ACC: writes may stay in a cache.</summary>
    StoreCachingOk = 4,
}
