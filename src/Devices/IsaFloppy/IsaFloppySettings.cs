namespace DmaActors.Devices;

/// <summary>The <c>settings:</c> of <c>isa-floppy</c>.</summary>
public sealed class IsaFloppySettings : DiskSettings
{
    public IsaFloppySettings()
    {
        // A quarter of a turn of the disk, and a step of the head for each few tracks.
        ServiceNanoseconds = 50_000_000;
        SeekNanosecondsPerMiB = 100_000_000;
    }
}
