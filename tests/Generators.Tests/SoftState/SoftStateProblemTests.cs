using DmaActors.Generators.Tests.Compilation;
using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Tests.SoftState;

/// <summary>Which properties cannot be soft state, where the report points, and what it says.</summary>
public sealed class SoftStateProblemTests
{
    [Theory]
    [InlineData("public bool Busy { get; set; }")]
    [InlineData("public bool Busy => true;")]
    [InlineData("public static partial bool Busy { get; set; }")]
    public void It_must_be_a_partial_instance_property(string property) => AssertReport(
        $"public partial class Disk : SoftStateOwner {{ [SoftState] {property} }}",
        "DMAGEN003",
        "'Busy' is marked [SoftState] and must be a partial instance property without a body, for example: [SoftState] public partial bool Busy { get; set; }");

    [Fact]
    public void It_must_not_have_a_body_already() => AssertReport(
        "public partial class Disk : SoftStateOwner { [SoftState] public partial bool Busy { get; set; } public partial bool Busy { get => true; set { } } }",
        "DMAGEN003",
        "'Busy' is marked [SoftState] and must be a partial instance property without a body, for example: [SoftState] public partial bool Busy { get; set; }");

    [Fact]
    public void It_cannot_be_an_indexer()
    {
        var snippet = Snippet.Of(
            "using DmaActors.Simulation; public partial class Disk : SoftStateOwner { [SoftState] public bool this[int index] { get => true; set { } } }");

        Assert.Equal("DMAGEN003", Assert.Single(snippet.Reports).Id);
    }

    [Fact]
    public void It_must_stand_in_a_soft_state_owner() => AssertReport(
        "public partial class Disk { [SoftState] public partial bool Busy { get; set; } }",
        "DMAGEN004",
        "'Busy' is marked [SoftState], so 'Disk' must derive from DmaActors.Simulation.SoftStateOwner (as drivers do)");

    [Fact]
    public void It_must_stand_in_a_partial_class() => AssertReport(
        "public class Disk : SoftStateOwner { [SoftState] public partial bool Busy { get; set; } }",
        "DMAGEN004",
        "'Busy' is marked [SoftState], so 'Disk' must be partial");

    [Fact]
    public void The_types_around_its_class_must_be_partial_too() => AssertReport(
        "public class Bus { public partial class Disk : SoftStateOwner { [SoftState] public partial bool Busy { get; set; } } }",
        "DMAGEN004",
        "'Busy' is marked [SoftState], so 'Bus' must be partial");

    [Fact]
    public void Its_class_must_not_be_file_local() => AssertReport(
        "file partial class Disk : SoftStateOwner { [SoftState] public partial bool Busy { get; set; } }",
        "DMAGEN004",
        "'Busy' is marked [SoftState], so 'Disk' must not be file-local");

    [Theory]
    [InlineData("get;")]
    [InlineData("get; init;")]
    [InlineData("set;")]
    public void It_must_be_read_and_written(string accessors) => AssertReport(
        $"public partial class Disk : SoftStateOwner {{ [SoftState] public partial bool Busy {{ {accessors} }} }}",
        "DMAGEN005",
        "'Busy' is marked [SoftState] and must have a getter and a setter that is not init; what never changes needs no [SoftState]");

    private static void AssertReport(string declaration, string id, string message)
    {
        var snippet = Snippet.Of("using DmaActors.Simulation;\n" + declaration);

        var report = Assert.Single(snippet.Reports);
        Assert.Equal(id, report.Id);
        Assert.Equal(DiagnosticSeverity.Error, report.Severity);
        Assert.Equal("Busy", snippet.TextAt(report));
        Assert.Equal(message, report.GetMessage());
        Assert.Empty(snippet.GeneratedFiles);
    }
}
