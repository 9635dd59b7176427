using DmaActors.Generators.Tests.Compilation;
using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Tests.Messages;

/// <summary>What the generator refuses, where it points, and what it says.</summary>
public sealed class MessageProblemTests
{
    [Fact]
    public void A_concrete_message_must_be_partial() => AssertReport(
        "public sealed record Sample(int A) : Message;",
        "DMAGEN001",
        "Sample",
        "'Sample' must be partial, because the Digest of message 'Sample' is generated (or declare its Digest by hand)");

    [Fact]
    public void A_type_around_a_message_must_be_partial_too() => AssertReport(
        "public static class Disk { public sealed partial record Sample(int A) : Message; }",
        "DMAGEN001",
        "Disk",
        "'Disk' must be partial, because the Digest of message 'Sample' is generated (or declare its Digest by hand)");

    [Fact]
    public void A_file_local_message_needs_a_Digest_of_its_own() => AssertReport(
        "file sealed partial record Sample(int A) : Message;",
        "DMAGEN006",
        "Sample",
        "'Sample' is file-local: no part of it can be generated, so declare its Digest by hand or make it internal");

    [Theory]
    [InlineData("byte[]")]
    [InlineData("System.ReadOnlyMemory<byte>")]
    [InlineData("double")]
    [InlineData("decimal")]
    [InlineData("object")]
    [InlineData("(int, int)")]
    [InlineData("double?")]
    [InlineData("System.Collections.Generic.List<int>")]
    public void A_member_must_be_of_a_type_that_hashes_alike_everywhere(string type)
    {
        var snippet = Snippet.Of($"using DmaActors.Simulation;\npublic sealed partial record Sample(int A, {type} Load) : Message;");

        var report = Assert.Single(snippet.Reports);
        Assert.Equal("DMAGEN002", report.Id);
        Assert.Equal(DiagnosticSeverity.Error, report.Severity);
        Assert.Equal("Load", snippet.TextAt(report));
        var shown = type[(type.LastIndexOf('.', type.IndexOf('<', StringComparison.Ordinal) is var end and > 0 ? end : type.Length - 1) + 1)..];
        Assert.Contains("'Load' of message 'Sample' cannot be added to the trace hash", report.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(shown, report.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("implement DmaActors.Simulation.IDigestible on it, or mark the member [NotDigested]", report.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_parameter_without_a_constraint_is_refused() => AssertReport(
        "public sealed partial record Sample<T>(T Load) : Message;",
        "DMAGEN002",
        "Load",
        "'Load' of message 'Sample' cannot be added to the trace hash: its type 'T' is not an integer, bool, char, enum or string; "
        + "implement DmaActors.Simulation.IDigestible on it, or mark the member [NotDigested]");

    [Fact]
    public void An_unknown_type_is_refused_rather_than_left_out() => AssertReport(
        "public sealed partial record Sample(Unknown Load) : Message;",
        "DMAGEN002",
        "Load",
        "'Load' of message 'Sample' cannot be added to the trace hash: its type 'Unknown' is not known when the Digest is generated; "
        + "correct it, or mark the member [NotDigested]");

    [Fact]
    public void Private_state_of_a_record_above_is_refused_rather_than_left_out() => AssertReport(
        "internal abstract record Root : Message { private int Hidden { get; init; } } internal sealed partial record Sample : Root;",
        "DMAGEN002",
        "Hidden",
        "'Hidden' of message 'Sample' cannot be added to the trace hash: it is private to a record above this one; "
        + "make it protected, mark it [NotDigested], or declare that record's Digest by hand");

    [Fact]
    public void Every_problem_of_a_message_is_reported_at_once()
    {
        var snippet = Snippet.Of("using DmaActors.Simulation; public sealed record Sample(object A, double B) : Message;");

        Assert.Equal(["DMAGEN001 Sample", "DMAGEN002 A", "DMAGEN002 B"], snippet.Reports.Select(report => $"{report.Id} {snippet.TextAt(report)}"));
    }

    [Fact]
    public void A_message_in_several_parts_is_reported_once()
    {
        var snippet = Snippet.Of(
            "using DmaActors.Simulation; public interface IFace; public sealed partial record Sample : IFace; public sealed partial record Sample(object A) : Message;");

        Assert.Single(snippet.Reports);
    }

    [Theory]
    [InlineData("public object? Load { get; init; }")]
    [InlineData("public object? Load;")]
    public void State_of_a_record_in_another_assembly_is_reported_at_the_message_below_it(string member)
    {
        var library = Snippet.Of($"using DmaActors.Simulation; public abstract record Root : Message {{ {member} }}");

        var snippet = Snippet.Of(
            "using DmaActors.Simulation; public sealed partial record Sample : Root;",
            others: [MetadataReference.CreateFromImage(library.Image())]);

        var report = Assert.Single(snippet.Reports);
        Assert.Equal("DMAGEN002", report.Id);
        Assert.Equal("Sample", snippet.TextAt(report));
        Assert.StartsWith("'Load' of message 'Sample'", report.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>The compiler does not even show it to the message in the other assembly, so only here can it be seen.</summary>
    [Theory]
    [InlineData("internal int Load { get; init; }")]
    [InlineData("private int Load { get; init; }")]
    [InlineData("public int Load { private get; init; }")]
    [InlineData("private protected int Load { get; init; }")]
    [InlineData("internal readonly int Load = 1;")]
    public void State_that_messages_of_other_assemblies_could_not_see_is_refused_where_it_stands(string member) => AssertReport(
        $"public abstract record Root : Message {{ {member} }}",
        "DMAGEN002",
        "Load",
        "'Load' of message 'Root' cannot be added to the trace hash: messages of other assemblies that derive from it cannot see it; "
        + "make it protected or public, mark it [NotDigested], or declare the Digest by hand");

    [Theory]
    [InlineData("internal abstract record Root : Message { internal int Load { get; init; } }")]
    [InlineData("internal static class Family { public abstract record Root : Message { internal int Load { get; init; } } }")]
    [InlineData("public abstract record Root : Message { [NotDigested] internal int Load { get; init; } }")]
    [InlineData("public abstract record Root : Message { protected int Load { get; init; } public int Twice => Load * 2; }")]
    [InlineData("public abstract record Root : Message { private int Load { get; init; } public override void Digest(ref TraceDigest digest) => digest.Add((long)Load); }")]
    public void State_that_every_message_below_can_see_or_needs_not_is_accepted(string declaration) =>
        Assert.Empty(Snippet.Of("using DmaActors.Simulation;\n" + declaration).Reports);

    private static void AssertReport(string declaration, string id, string at, string message)
    {
        var snippet = Snippet.Of("using DmaActors.Simulation;\n" + declaration);

        var report = Assert.Single(snippet.Reports);
        Assert.Equal(id, report.Id);
        Assert.Equal(DiagnosticSeverity.Error, report.Severity);
        Assert.Equal(at, snippet.TextAt(report));
        Assert.Equal(message, report.GetMessage());
        Assert.Empty(snippet.GeneratedFiles);
    }
}
