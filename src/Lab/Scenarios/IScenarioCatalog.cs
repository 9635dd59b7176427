using System.Diagnostics.CodeAnalysis;

namespace DmaActors.Lab.Scenarios;

/// <summary>What a scenario can name: the device models, drivers and rules that were found in our assemblies and in the user's.</summary>
public interface IScenarioCatalog
{
    /// <summary>All device models.</summary>
    IEnumerable<string> DeviceModels { get; }

    /// <summary>All drivers.</summary>
    IEnumerable<string> DriverNames { get; }

    /// <summary>The ids of all rules of the verifier.</summary>
    IEnumerable<string> RuleIds { get; }

    /// <summary>Finds a device model.</summary>
    bool TryGetDevice(string model, [NotNullWhen(true)] out DeviceEntry? entry);

    /// <summary>Finds a driver.</summary>
    bool TryGetDriver(string name, [NotNullWhen(true)] out DriverEntry? entry);
}

/// <summary>A device model.</summary>
/// <param name="Model">Its name in a scenario.</param>
/// <param name="RegisterBytes">The length of its register range; at least 1.</param>
/// <param name="SettingsType">
/// The class of its settings (see the README of this folder for what it may contain), or null if it has none.
/// </param>
/// <param name="NeedsDmaChannel">Whether it must be wired to a channel of the DMA controller; no other device can be.</param>
/// <param name="Interrupts">How many interrupts it can have.</param>
/// <param name="KeepsDmaChannel">Whether no other device can be wired to its channel.</param>
public sealed record DeviceEntry(string Model, long RegisterBytes, Type? SettingsType = null, bool NeedsDmaChannel = false, int Interrupts = 1, bool KeepsDmaChannel = false);

/// <summary>A driver.</summary>
/// <param name="Name">Its name in a scenario.</param>
/// <param name="SettingsType">The class of its settings, or null if it has none.</param>
/// <param name="IsNetwork">Whether it sends and receives frames.</param>
public sealed record DriverEntry(string Name, Type? SettingsType = null, bool IsNetwork = false);
