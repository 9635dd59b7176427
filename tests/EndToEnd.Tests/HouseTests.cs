using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>The direction of references, as the compiled assemblies have them and not as somebody drew them.</summary>
public sealed class HouseTests
{
    [Theory]
    [InlineData("DmaActors.Simulation")]
    [InlineData("DmaActors.Hardware", "Simulation")]
    [InlineData("DmaActors.Devices", "Hardware", "Simulation")]
    [InlineData("DmaActors.Framework", "Hardware", "Simulation")]
    [InlineData("DmaActors.Drivers", "Framework", "Simulation")]
    [InlineData("DmaActors.Verifier", "Framework", "Simulation")]
    [InlineData("DmaActors.Exploration", "Simulation")]
    [InlineData("DmaActors.Lab", "Framework", "Hardware", "Verifier", "Exploration", "Simulation")]
    [InlineData("dmasim", "Lab", "Drivers", "Devices", "Framework", "Hardware", "Verifier", "Exploration", "Simulation")]
    public void An_assembly_refers_only_to_rooms_that_it_may_know(string assembly, params string[] mayKnow)
    {
        var known = References(assembly).Where(name => name.StartsWith("DmaActors.", StringComparison.Ordinal)).Select(name => name["DmaActors.".Length..]);

        Assert.Empty(known.Except(mayKnow));
    }

    [Theory]
    [InlineData("DmaActors.Simulation")]
    [InlineData("DmaActors.Hardware")]
    [InlineData("DmaActors.Devices")]
    [InlineData("DmaActors.Framework")]
    [InlineData("DmaActors.Drivers")]
    [InlineData("DmaActors.Verifier")]
    [InlineData("DmaActors.Exploration")]
    public void What_is_simulated_knows_no_package_and_no_console(string assembly)
    {
        Assert.All(References(assembly), name => Assert.True(name.StartsWith("DmaActors.", StringComparison.Ordinal) || name.StartsWith("System.", StringComparison.Ordinal), name));
        Assert.DoesNotContain("System.Console", References(assembly));
    }

    private static IReadOnlyList<string> References(string assembly)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(DmaSim.Directory, assembly + ".dll")));
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }
}
