namespace DmaActors.Devices;

/// <summary>The <c>settings:</c> of <c>isa-master</c>.</summary>
public sealed class IsaMasterSettings : DiskSettings;
