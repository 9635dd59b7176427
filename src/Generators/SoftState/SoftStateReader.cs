using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DmaActors.Generators.SoftState;

/// <summary>Reads a marked property into a model, or says why it cannot be observed.</summary>
internal static class SoftStateReader
{
    /// <summary>C# 14, whose name the compiler that we are built against does not have yet.</summary>
    private const LanguageVersion WithFieldKeyword = (LanguageVersion)1400;

    private static readonly SymbolDisplayFormat TypeName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static SoftStateFinding Read(GeneratorAttributeSyntaxContext found)
    {
        var symbol = (IPropertySymbol)found.TargetSymbol;
        var problems = new List<Problem>();
        var place = symbol.Locations[0];

        if (found.TargetNode is not PropertyDeclarationSyntax declaration || !IsOpenPartial(symbol, declaration))
        {
            var type = symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            var name = symbol.IsIndexer ? "Name" : symbol.Name;
            problems.Add(Problem.At(
                SoftStateRules.MustBePartialProperty, place, symbol.Name, $"[SoftState] public partial {type} {name} {{ get; set; }}"));
            return Refused(problems);
        }

        if (symbol.GetMethod is null || symbol.SetMethod is null or { IsInitOnly: true })
            problems.Add(Problem.At(SoftStateRules.MustBeReadAndWritten, place, symbol.Name));
        if (OwnerProblem(symbol.ContainingType) is var (owner, cure))
            problems.Add(Problem.At(SoftStateRules.WrongOwner, place, symbol.Name, owner, cure));
        if (problems.Count > 0)
            return Refused(problems);

        var hasField = ((CSharpParseOptions)declaration.SyntaxTree.Options).LanguageVersion >= WithFieldKeyword;
        return new SoftStateFinding(
            TypeShell.Of(symbol.ContainingType),
            new SoftStateProperty(
                symbol.Name,
                Words(declaration.Modifiers),
                symbol.Type.ToDisplayString(TypeName),
                Accessor(declaration, SyntaxKind.GetAccessorDeclaration),
                Accessor(declaration, SyntaxKind.SetAccessorDeclaration),
                hasField),
            default);
    }

    private static SoftStateFinding Refused(List<Problem> problems) => new(null, null, new EquatableArray<Problem>([.. problems]));

    private static bool IsOpenPartial(IPropertySymbol symbol, PropertyDeclarationSyntax declaration) =>
        !symbol.IsStatic
        && symbol.RefKind == RefKind.None
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
        && declaration.ExpressionBody is null
        && symbol is { IsPartialDefinition: true, PartialImplementationPart: null };

    private static (string Owner, string Cure)? OwnerProblem(INamedTypeSymbol owner)
    {
        if (!owner.DerivesFrom("SoftStateOwner"))
            return (owner.Name, "derive from DmaActors.Simulation.SoftStateOwner (as drivers do)");
        if (TypeShell.FirstClosed(owner) is { } closed)
            return (closed.Name, "be partial");
        return TypeShell.IsFileLocal(owner) ? (owner.Name, "not be file-local") : null;
    }

    private static string Accessor(PropertyDeclarationSyntax declaration, SyntaxKind kind)
    {
        foreach (var accessor in declaration.AccessorList!.Accessors)
        {
            if (accessor.IsKind(kind))
                return accessor.Modifiers.Count == 0 ? accessor.Keyword.Text : $"{Words(accessor.Modifiers)} {accessor.Keyword.Text}";
        }

        throw new InvalidOperationException($"the property has no {kind}, which was checked");
    }

    private static string Words(SyntaxTokenList modifiers) => string.Join(" ", modifiers.Select(static modifier => modifier.Text));
}
