namespace DmaActors.Framework;

/// <summary>ddi_device_acc_attr(9S): how memory or registers are to be accessed through an access handle.</summary>
public sealed record DeviceAccAttr
{
    /// <summary>devacc_attr_version: <see cref="V0"/>, or <see cref="V1"/>, which has <see cref="Access"/>.</summary>
    public ushort Version { get; init; } = V0;

    /// <summary>devacc_attr_endian_flags: in which order the device has the bytes of a number. The processor of all our platforms has the lowest first.</summary>
    public DeviceEndian EndianFlags { get; init; }

    /// <summary>devacc_attr_dataorder: how much the system may rearrange. Our processors never do, which each of the values allows.</summary>
    public DeviceDataOrder DataOrder { get; init; }

    /// <summary>devacc_attr_access: what becomes of an access that fails. Of <see cref="V1"/> only; before that it is DDI_DEFAULT_ACC.</summary>
    public DeviceAccess Access { get; init; } = DeviceAccess.Default;

    /// <summary>DDI_DEVICE_ATTR_V0.</summary>
    public const ushort V0 = 1;

    /// <summary>DDI_DEVICE_ATTR_V1.</summary>
    public const ushort V1 = 2;

    /// <summary>Whether accesses that fail can be asked for: ddi_check_acc_handle(9F).</summary>
    internal bool FlagsErrors => Version >= V1 && Access != DeviceAccess.Default;
}

/// <summary>devacc_attr_access, with the system's numbers.</summary>
public enum DeviceAccess
{
    /// <summary>DDI_DEFAULT_ACC: it is lost, and a read gives all ones.</summary>
    Default = 1,

    /// <summary>DDI_FLAGERR_ACC: the same, and ddi_check_acc_handle(9F) says so.</summary>
    FlagErr = 2,

    /// <summary>DDI_CAUTIOUS_ACC: the same; our buses need no caution.</summary>
    Cautious = 3,
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
