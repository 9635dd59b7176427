using DmaActors.Generators.Sharing;
using DmaActors.Generators.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DmaActors.Generators.Tests.Sharing;

/// <summary>Which members of a driver are reported as state that nobody observes.</summary>
public sealed class SharedStateTests
{
    private const string Runtime = """
        namespace DmaActors.Simulation
        {
            public sealed class KMutex : Contexts.ContextLock;
            public sealed class KCondvar;
            namespace Contexts { public abstract class ContextLock : Channels.Guard; }
            namespace Channels { public abstract class Guard; }
        }
        namespace Elsewhere { public sealed class KCondvar; }
        """;

    [Theory]
    [InlineData("private int pending;", "pending", " as a partial property")]
    [InlineData("protected volatile bool pending = true;", "pending", " as a partial property")]
    [InlineData("public int Pending { get; set; }", "Pending", " and partial")]
    [InlineData("public int Pending { get; private set; } = 1;", "Pending", " and partial")]
    [InlineData("private Elsewhere.KCondvar pending = new();", "pending", " as a partial property")]
    public async Task A_mutable_member_that_is_not_soft_state_is_reported(string member, string name, string how)
    {
        var (snippet, reports) = await ReportsAsync(member);

        var report = Assert.Single(reports);
        Assert.Equal("DMA0001", report.Id);
        Assert.Equal(DiagnosticSeverity.Warning, report.DefaultSeverity);
        Assert.Equal(name, snippet.TextAt(report));
        Assert.Equal(
            $"'{name}' is shared between contexts but not declared: mark it [SoftState]{how} (data races on it are not seen, and explore treats 'Disk' as one object)",
            report.GetMessage());
    }

    [Theory]
    [InlineData("private static int count;", "count")]
    [InlineData("public static int Count { get; set; }", "Count")]
    [InlineData("[System.ThreadStatic] private static int count;", "count")]
    [InlineData("private static KMutex lockOfAll = new();", "lockOfAll")]
    public async Task A_mutable_static_is_reported(string member, string name)
    {
        var (snippet, reports) = await ReportsAsync(member);

        var report = Assert.Single(reports);
        Assert.Equal("DMA0002", report.Id);
        Assert.Equal(DiagnosticSeverity.Warning, report.DefaultSeverity);
        Assert.Equal(name, snippet.TextAt(report));
        Assert.StartsWith($"'{name}' is static and can change: statics are shared between worlds", report.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private readonly int unit = 3;")]
    [InlineData("private const int Unit = 3;")]
    [InlineData("private static readonly object Start = new();")]
    [InlineData("public static int Unit { get; } = 3;")]
    [InlineData("public int Unit { get; }")]
    [InlineData("public int Unit { get; init; }")]
    [InlineData("public int Unit { get => 3; set { } }")]
    [InlineData("public int Unit => 3;")]
    [InlineData("public int this[int index] { get => index; set { } }")]
    [InlineData("[SoftState] public partial int Pending { get; set; }")]
    [InlineData("private KMutex? held;")]
    [InlineData("public KCondvar? Changed { get; set; }")]
    [InlineData("private sealed class Request { public int Sector { get; set; } private int tries; public int Tries() => ++tries; }")]
    public async Task What_cannot_change_or_is_observed_or_is_a_lock_is_not(string member)
    {
        foreach (var language in new[] { LanguageVersion.CSharp13, LanguageVersion.Preview })
        {
            var (snippet, reports) = await ReportsAsync(member, language);

            Assert.Empty(snippet.Reports);
            Assert.Empty(reports);
        }
    }

    [Fact]
    public async Task Drivers_derived_from_drivers_are_drivers()
    {
        var snippet = Snippet.Of("public abstract class Root<T> : DmaActors.Framework.Driver; public class Disk : Root<int> { public int Pending { get; set; } }");

        Assert.Single(await snippet.AnalyzeAsync(new SharedStateAnalyzer()));
    }

    [Fact]
    public async Task Other_classes_and_the_base_class_of_drivers_itself_are_not()
    {
        var snippet = Snippet.Of("public abstract class Device { public int Pending { get; set; } public static int Count { get; set; } }");

        Assert.Empty(await snippet.AnalyzeAsync(new SharedStateAnalyzer()));
    }

    private static async Task<(Snippet Snippet, IReadOnlyList<Diagnostic> Reports)> ReportsAsync(
        string member,
        LanguageVersion language = LanguageVersion.CSharp13)
    {
        var snippet = Snippet.OfFiles(
            [$"using DmaActors.Simulation;\npublic partial class Disk : DmaActors.Framework.Driver {{ {member} }}", Runtime],
            language);
        return (snippet, await snippet.AnalyzeAsync(new SharedStateAnalyzer()));
    }
}
