using System.Collections.Immutable;
using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DmaActors.Generators.SoftState;

/// <summary>Implements <c>[SoftState]</c> properties so that each access is told to the runtime, which orders it by what happened before.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SoftStateGenerator : IIncrementalGenerator
{
    public const string ClassStep = "DmaActors.SoftStateClass";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var findings = context.SyntaxProvider.ForAttributeWithMetadataName(
            RuntimeNames.SoftStateAttribute,
            static (node, _) => node is BasePropertyDeclarationSyntax,
            static (found, _) => SoftStateReader.Read(found));

        context.RegisterSourceOutput(
            findings.SelectMany(static (finding, _) => finding.Problems),
            static (output, problem) => problem.Report(output));

        var classes = findings
            .Where(static finding => finding.Property is not null)
            .Collect()
            .SelectMany(static (all, _) => ByClass(all))
            .WithTrackingName(ClassStep);
        context.RegisterSourceOutput(
            classes,
            static (output, state) => output.AddSource($"{state.Shell.MetadataName}.SoftState.g.cs", SoftStateWriter.Write(state)));
    }

    private static List<SoftStateClass> ByClass(ImmutableArray<SoftStateFinding> findings)
    {
        var owners = new List<TypeShell>();
        var properties = new Dictionary<TypeShell, List<SoftStateProperty>>();
        foreach (var finding in findings)
        {
            if (!properties.TryGetValue(finding.Owner!, out var list))
            {
                owners.Add(finding.Owner!);
                properties.Add(finding.Owner!, list = []);
            }

            list.Add(finding.Property!);
        }

        var classes = new List<SoftStateClass>(owners.Count);
        foreach (var owner in owners)
            classes.Add(new SoftStateClass(owner, new EquatableArray<SoftStateProperty>([.. properties[owner]])));
        return classes;
    }
}
