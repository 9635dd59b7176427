using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using DmaActors.Framework;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Lab.Scenarios;
using DmaActors.Verifier;

namespace DmaActors.Lab.Machines;

/// <summary>The device models and drivers of a set of assemblies, found by attribute: ours and a user's alike.</summary>
public sealed class Catalog : IScenarioCatalog
{
    // Looked up for every device in every schedule of an exploration, and put in order only for who wants to see them all.
    private readonly Dictionary<string, DeviceType> devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DriverType> drivers = new(StringComparer.Ordinal);

    public Catalog(IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
            Add(assembly);
    }

    public IEnumerable<string> DeviceModels => devices.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> DriverNames => drivers.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> RuleIds => AllRules.Create().Select(rule => rule.Info.Id);

    /// <summary>All device models with their titles.</summary>
    public IEnumerable<(string Name, string Title)> Devices => DeviceModels.Select(name => (name, devices[name].Attribute.Title));

    /// <summary>All drivers with their titles.</summary>
    public IEnumerable<(string Name, string Title)> Drivers => DriverNames.Select(name => (name, drivers[name].Attribute.Title));

    public bool TryGetDevice(string model, [NotNullWhen(true)] out DeviceEntry? entry)
    {
        entry = devices.TryGetValue(model, out var device)
            ? new DeviceEntry(model, device.Attribute.RegisterBytes, device.Attribute.Settings, device.Attribute.NeedsDmaChannel, device.Attribute.Interrupts, device.Attribute.KeepsDmaChannel)
            : null;
        return entry is not null;
    }

    public bool TryGetDriver(string name, [NotNullWhen(true)] out DriverEntry? entry)
    {
        entry = drivers.TryGetValue(name, out var driver) ? new DriverEntry(name, driver.Attribute.Settings, driver.Type.IsSubclassOf(typeof(NetworkDriver))) : null;
        return entry is not null;
    }

    /// <summary>Makes a device of a known model.</summary>
    internal Device CreateDevice(string model, DeviceWiring wiring, object? settings)
    {
        var device = devices[model];
        return (Device)device.Maker.Make(wiring, settings);
    }

    /// <summary>A member of a driver that its contexts may share and nobody observes; null: there is none.</summary>
    internal string? UndeclaredStateOf(string driver) => drivers[driver].UndeclaredState;

    /// <summary>Makes a driver of a known name.</summary>
    internal Driver CreateDriver(string name, DevInfo dip, object? settings)
    {
        var driver = drivers[name];
        return (Driver)driver.Maker.Make(dip, settings);
    }

    /// <summary>Changes when drivers or devices of a scenario are compiled from other sources.</summary>
    internal string CodeOf(IEnumerable<DeviceSection> sections) =>
        string.Join(' ', TypesOf(sections).Select(type => type.Module.ModuleVersionId.ToString("N")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The files of the drivers and devices of a scenario, without those that come with dmasim: what <c>--assembly</c> must name where code is not loaded by itself.</summary>
    internal IReadOnlyList<string> UserFilesOf(IEnumerable<DeviceSection> sections) =>
    [
        .. TypesOf(sections)
            .Select(type => type.Assembly)
            .Where(assembly => assembly.GetName().Name is not ("DmaActors.Drivers" or "DmaActors.Devices"))
            .Select(assembly => assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private IEnumerable<Type> TypesOf(IEnumerable<DeviceSection> sections) => sections.SelectMany(section => new[] { drivers[section.Driver].Type, devices[section.Model].Type });

    private void Add(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<DeviceModelAttribute>() is { } device && !devices.TryAdd(device.Name, new DeviceType(type, device)))
                throw new CatalogException($"Two device models are named '{device.Name}': {devices[device.Name].Type.FullName} and {type.FullName}.");
            if (type.GetCustomAttribute<DriverAttribute>() is { } driver && !drivers.TryAdd(driver.Name, new DriverType(type, driver)))
                throw new CatalogException($"Two drivers are named '{driver.Name}': {drivers[driver.Name].Type.FullName} and {type.FullName}.");
        }
    }

    private sealed record DeviceType(Type Type, DeviceModelAttribute Attribute)
    {
        public Maker Maker { get; } = new(Type, Attribute.Settings);
    }

    private sealed record DriverType(Type Type, DriverAttribute Attribute)
    {
        public string? UndeclaredState { get; } = DmaActors.Framework.DriverHost.UndeclaredState.Of(Type);

        public Maker Maker { get; } = new(Type, Attribute.Settings);
    }
}
