using DmaActors.Generators.Messages;
using DmaActors.Generators.SoftState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DmaActors.Generators.Tests.Compilation;

/// <summary>That an edit elsewhere writes nothing again: editors run the generators at every key.</summary>
public sealed class CachingTests
{
    private const string Source = """
        using DmaActors.Simulation;
        public sealed partial record Sample(int A, string B) : Message;
        public sealed record Refused(object C) : Message;
        public partial class Disk : SoftStateOwner { [SoftState] public partial bool Busy { get; set; } [SoftState] public int Refused { get; set; } }
        """;

    [Fact]
    public void An_edit_in_another_file_leaves_every_model_as_it_was()
    {
        var before = Snippet.Input([Source, "public class Other;"], LanguageVersion.CSharp13);
        var after = before.ReplaceSyntaxTree(
            before.SyntaxTrees[1],
            CSharpSyntaxTree.ParseText("public class Other { public int X; }", (CSharpParseOptions)before.SyntaxTrees[1].Options, "Snippet1.cs"));

        var outcome = Rerun(before, after);

        Assert.All(outcome, reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, $"{reason}"));
        Assert.NotEmpty(outcome);
    }

    [Fact]
    public void An_edit_of_a_message_writes_it_again()
    {
        var before = Snippet.Input([Source], LanguageVersion.CSharp13);
        var after = before.ReplaceSyntaxTree(
            before.SyntaxTrees[0],
            CSharpSyntaxTree.ParseText(
                Source.Replace("int A", "long A, int A2", StringComparison.Ordinal), (CSharpParseOptions)before.SyntaxTrees[0].Options, "Snippet0.cs"));

        Assert.Contains(IncrementalStepRunReason.Modified, Rerun(before, after));
    }

    private static List<IncrementalStepRunReason> Rerun(CSharpCompilation before, CSharpCompilation after)
    {
        var run = Snippet.NewDriver(LanguageVersion.CSharp13).RunGenerators(before).RunGenerators(after).GetRunResult();
        return
        [
            .. run.Results
                .SelectMany(result => result.TrackedSteps)
                .Where(step => step.Key is MessageDigestGenerator.ModelStep or SoftStateGenerator.ClassStep)
                .Concat(run.Results.SelectMany(result => result.TrackedOutputSteps))
                .SelectMany(step => step.Value)
                .SelectMany(step => step.Outputs)
                .Select(output => output.Reason),
        ];
    }
}
