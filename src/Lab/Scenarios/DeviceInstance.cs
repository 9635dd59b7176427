namespace DmaActors.Lab.Scenarios;

/// <summary>One device of the machine: several of them come from one section with a <see cref="DeviceSection.Count"/>.</summary>
/// <param name="Name">Unique in the machine.</param>
/// <param name="Ordinal">Its place among those of its section, from 0.</param>
/// <param name="RegistersAddress">The bus address of its first register.</param>
/// <param name="RegisterBytes">How many bytes its registers take.</param>
/// <param name="Section">What the file says of it.</param>
public sealed record DeviceInstance(string Name, int Ordinal, long RegistersAddress, long RegisterBytes, DeviceSection Section)
{
    /// <summary>Its first interrupt vector; null: it cannot interrupt.</summary>
    public int? Vector { get; init; } = Section.OwnVectors ? Section.Vector + Ordinal : Section.Vector;

    /// <summary>The actor of its hardware; the one that drives it has its own name.</summary>
    internal string DeviceName { get; } = $"{Name}.device";

    /// <summary>The actor that moves its data.</summary>
    internal string EngineName { get; } = $"{Name}.engine";
}
