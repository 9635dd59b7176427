namespace DmaActors.Devices;

/// <summary>The <c>settings:</c> of <c>iopb-disk</c>.</summary>
public sealed class IopbDiskSettings : BusMasterDiskSettings;
