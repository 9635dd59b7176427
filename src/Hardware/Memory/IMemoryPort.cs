namespace DmaActors.Hardware.Memory;

/// <summary>
/// Bytes at physical addresses, as one who accesses them sees them: memory itself, or the processor's cache in front of it. Everything that a processor
/// reads or writes goes through the port of the machine's bus.
/// </summary>
public interface IMemoryPort
{
    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="at"/> on.</summary>
    /// <returns>How many of them are installed memory: the first ones. The others are 0xFF.</returns>
    int Read(PhysicalAddress at, Span<byte> destination);

    /// <summary>Stores <paramref name="source"/> from <paramref name="at"/> on.</summary>
    /// <returns>How many bytes found installed memory: the first ones. The others are lost.</returns>
    int Write(PhysicalAddress at, ReadOnlySpan<byte> source);

    /// <summary>Where the bytes from <paramref name="at"/> on first differ from <paramref name="expected"/>: an index into it, or -1 if they do not.</summary>
    int FirstDifference(PhysicalAddress at, ReadOnlySpan<byte> expected);
}
