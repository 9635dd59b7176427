using System.Reflection;

namespace DmaActors.AkkaNet.Tests;

/// <summary>The direction of references, as the compiled assemblies have them.</summary>
public sealed class HouseTests
{
    [Fact]
    public void The_host_knows_the_laboratory_and_the_runtime_and_of_packages_Akka_alone()
    {
        var known = References(typeof(AkkaHost).Assembly).Where(name => !name.StartsWith("System", StringComparison.Ordinal));

        Assert.Equal(["Akka", "DmaActors.Lab", "DmaActors.Simulation"], known.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(World))]
    [InlineData(typeof(DmaActors.Lab.Running.RunSession))]
    [InlineData(typeof(DmaActors.Framework.Driver))]
    [InlineData(typeof(DmaActors.Hardware.DeviceModel.Device))]
    public void Nobody_below_knows_Akka(Type type)
    {
        Assert.DoesNotContain(References(type.Assembly), name => name.StartsWith("Akka", StringComparison.Ordinal) || name == "DmaActors.AkkaNet");
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
