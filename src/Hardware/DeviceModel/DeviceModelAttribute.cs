namespace DmaActors.Hardware.DeviceModel;

/// <summary>Makes a device model known to scenarios. The class derives from <see cref="Device"/> and has a constructor <c>(DeviceWiring, TSettings)</c>.</summary>
/// <param name="name">How scenarios name it: lower case with dashes.</param>
/// <param name="title">One line for <c>dmasim list devices</c>.</param>
/// <param name="settings">The class of its <c>settings:</c>; plain properties with defaults, <c>[Description]</c> and <c>[Range]</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DeviceModelAttribute(string name, string title, Type settings) : Attribute
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    public Type Settings { get; } = settings;

    /// <summary>The length of its register window in bytes.</summary>
    public int RegisterBytes { get; init; } = 4_096;

    /// <summary>Whether a scenario must give it <c>media:</c>.</summary>
    public bool NeedsMedia { get; init; }

    /// <summary>How many interrupts it can have.</summary>
    public int Interrupts { get; init; } = 1;

    /// <summary>Whether it must be wired to a channel of the DMA controller.</summary>
    public bool NeedsDmaChannel { get; init; }

    /// <summary>Whether it drives the request line of its channel also when it wants nothing, so that no other device can be wired to it.</summary>
    public bool KeepsDmaChannel { get; init; }
}
