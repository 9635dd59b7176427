using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DmaActors.Devices;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>What scenarios see of our devices.</summary>
public sealed class DiskSettingsTests
{
    public static TheoryData<Type> Models => [.. Exported];

    private static Type[] Exported => [.. typeof(SgDisk).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(DeviceModelAttribute), inherit: false))];

    [Fact]
    public void Scenarios_find_every_model() =>
        Assert.Equal(["iopb-disk", "isa-floppy", "isa-master", "reg-disk", "ring-nic", "sg-disk"], Exported.Select(model => model.GetCustomAttribute<DeviceModelAttribute>()!.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_can_be_made_from_wiring_and_default_settings(Type model)
    {
        var attribute = model.GetCustomAttribute<DeviceModelAttribute>()!;
        Assert.NotNull(model.GetConstructor([typeof(DeviceWiring), attribute.Settings]));
        Assert.NotNull(attribute.Settings.GetConstructor([]));
        Assert.Equal(!attribute.Name.EndsWith("-nic", StringComparison.Ordinal), attribute.NeedsMedia);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Each_setting_is_described_bounded_and_within_its_bounds_by_default(Type model)
    {
        var settings = Activator.CreateInstance(model.GetCustomAttribute<DeviceModelAttribute>()!.Settings)!;
        var properties = settings.GetType().GetProperties();
        Assert.InRange(properties.Length, 2, 5);
        foreach (var property in properties)
        {
            Assert.True(property.CanWrite && property.CanRead, property.Name);
            Assert.False(string.IsNullOrEmpty(property.GetCustomAttribute<DescriptionAttribute>()?.Description), property.Name);
            Assert.True(property.GetCustomAttribute<RangeAttribute>()!.IsValid(property.GetValue(settings)), property.Name);
        }
    }
}
