using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DmaActors.Generators.Messages;

/// <summary>
/// Writes the <c>Digest</c> of every concrete message, so that no member is forgotten in the trace hash: a message without it would let two
/// different runs look equal.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MessageDigestGenerator : IIncrementalGenerator
{
    public const string ModelStep = "DmaActors.MessageModel";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A message is known by its base type, not by an attribute, so this looks at every record that names a base.
        var models = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => CouldBeMessage(node), static (node, cancel) => Read(node, cancel))
            .Where(static model => model is not null)
            .WithTrackingName(ModelStep);

        context.RegisterSourceOutput(models, static (output, model) => Produce(output, model!));
    }

    private static bool CouldBeMessage(SyntaxNode node) =>
        node is RecordDeclarationSyntax { BaseList: not null } record
        && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword);

    private static MessageModel? Read(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        var record = (RecordDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(record, cancel) is not { } type || !type.DerivesFrom("Message"))
            return null;

        // Of several parts that name a base, one answers for the type.
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancel) is not RecordDeclarationSyntax { BaseList: not null } part)
                continue;
            if (part != record)
                return null;
            return type.IsAbstract ? MessageReader.ReadAbstract(type) : MessageReader.Read(type, record, context.SemanticModel.Compilation, cancel);
        }

        return null;
    }

    private static void Produce(SourceProductionContext output, MessageModel model)
    {
        foreach (var problem in model.Problems)
            problem.Report(output);

        if (model.Shell is { } shell)
            output.AddSource($"{shell.MetadataName}.Digest.g.cs", MessageWriter.Write(shell, model));
    }
}
