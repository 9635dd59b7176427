namespace DmaActors.Lab.Workloads;

/// <summary>Media that can be trimmed. A trimmed range reads as zeroes until it is written again (what ATA calls deterministic, zeroes after trim), so that every read has one right answer.</summary>
internal interface IImage : IMedia
{
    /// <summary>Makes the range read as zeroes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not wholly on the media.</exception>
    void Trim(long offset, long length);
}
