using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DmaActors.Generators.Messages;

/// <summary>One member that holds state: a property with a field behind it, or a field that was declared as such.</summary>
internal readonly struct MessageState
{
    private MessageState(ISymbol symbol, ITypeSymbol type)
    {
        Symbol = symbol;
        Type = type;
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    /// <summary>The state that one record declares itself and does not keep out of the digest, in an order that no file order changes.</summary>
    public static List<MessageState> Of(INamedTypeSymbol level)
    {
        var states = new List<MessageState>();
        var backed = BackedProperties(level);
        foreach (var member in level.GetMembers())
        {
            if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: { } getter } property
                && property.Name != "EqualityContract"
                && (backed.Contains(property.OriginalDefinition) || IsCompiledAutoGetter(getter))
                && !IsExcluded(property, level))
            {
                states.Add(new MessageState(property, property.Type));
            }
            else if (member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, AssociatedSymbol: null } field
                && !field.HasRuntimeAttribute("NotDigestedAttribute"))
            {
                states.Add(new MessageState(field, field.Type));
            }
        }

        // The parts of a partial record come in the order in which the build happened to list the files.
        if (level.DeclaringSyntaxReferences.Length > 1)
            states.Sort(static (left, right) => ByPlace(left.Symbol, right.Symbol));
        return states;
    }

    /// <summary>Whether a record in another assembly that derives from this one can read it.</summary>
    public bool IsVisibleElsewhere =>
        ExplicitFace() is not null
        || (Symbol is IPropertySymbol { GetMethod: { } getter } ? getter : Symbol).DeclaredAccessibility
            is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    public bool IsReadableFrom(INamedTypeSymbol type, INamedTypeSymbol reached, Compilation compilation) =>
        ExplicitFace() is not null
        || compilation.IsSymbolAccessibleWithin(Symbol is IPropertySymbol { GetMethod: { } getter } ? getter : Symbol, type, reached);

    /// <param name="level">The record that declares it, if a record below hides it.</param>
    public string AccessThrough(INamedTypeSymbol? level)
    {
        var face = ExplicitFace();
        var name = face is null ? Symbol.Name : face.Name;
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            name = $"@{name}";
        var through = face?.ContainingType ?? level;
        return through is null ? $"this.{name}" : $"(({through.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})this).{name}";
    }

    private IPropertySymbol? ExplicitFace() =>
        Symbol is IPropertySymbol { ExplicitInterfaceImplementations: { Length: > 0 } faces } ? faces[0] : null;

    private static HashSet<ISymbol> BackedProperties(INamedTypeSymbol level)
    {
        var backed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var member in level.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: IPropertySymbol property })
                backed.Add(property.OriginalDefinition);
        }

        return backed;
    }

    /// <summary>In a compiled record the private fields cannot be seen, but the getter of an auto-property is marked.</summary>
    private static bool IsCompiledAutoGetter(IMethodSymbol getter)
    {
        if (getter.DeclaringSyntaxReferences.Length > 0 || getter.ContainingType.Locations[0].IsInSource)
            return false;
        foreach (var attribute in getter.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "CompilerGeneratedAttribute" })
                return true;
        }

        return false;
    }

    private static bool IsExcluded(IPropertySymbol property, INamedTypeSymbol level)
    {
        for (var version = property; version is not null; version = version.OverriddenProperty)
        {
            if (version.HasRuntimeAttribute("NotDigestedAttribute"))
                return true;
        }

        foreach (var member in level.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } owner } field
                && SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, property.OriginalDefinition)
                && field.HasRuntimeAttribute("NotDigestedAttribute"))
                return true;
        }

        // An attribute without a target on a positional parameter stays on the parameter.
        foreach (var constructor in level.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == property.Name && parameter.HasRuntimeAttribute("NotDigestedAttribute"))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Positional members first, then by file and place.</summary>
    private static int ByPlace(ISymbol left, ISymbol right)
    {
        var byKind = IsPositional(right).CompareTo(IsPositional(left));
        if (byKind != 0)
            return byKind;
        var (first, second) = (left.Locations[0], right.Locations[0]);
        var byFile = string.CompareOrdinal(first.SourceTree?.FilePath, second.SourceTree?.FilePath);
        return byFile != 0 ? byFile : first.SourceSpan.Start.CompareTo(second.SourceSpan.Start);
    }

    private static bool IsPositional(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is { Length: > 0 } references && references[0].GetSyntax() is ParameterSyntax;
}
