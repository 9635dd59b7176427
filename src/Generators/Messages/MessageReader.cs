using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DmaActors.Generators.Messages;

/// <summary>Reads a message's symbols into a model: from which records its state comes, and how each piece is added.</summary>
internal static class MessageReader
{
    public static MessageModel? Read(INamedTypeSymbol type, RecordDeclarationSyntax declaration, Compilation compilation, CancellationToken cancel)
    {
        if (DeclaredDigest(type) is not null || InheritsFinalDigest(type))
            return null;

        var problems = new List<Problem>();
        if (TypeShell.FirstClosed(type) is { } closed)
        {
            var place = ReferenceEquals(closed, type) ? declaration.Identifier.GetLocation() : closed.Locations[0];
            problems.Add(Problem.At(MessageRules.MustBePartial, place, closed.Name, type.Name));
        }
        else if (TypeShell.IsFileLocal(type))
        {
            problems.Add(Problem.At(MessageRules.FileLocal, declaration.Identifier.GetLocation(), type.Name));
        }

        var levels = LevelsOf(type, out var callsBase);
        var members = new List<DigestMember>();
        for (var i = 0; i < levels.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var state in MessageState.Of(levels[i]))
                Add(state, levels, i, type, declaration, compilation, members, problems);
        }

        var isSound = problems.Count == 0;
        return new MessageModel(
            isSound ? TypeShell.Of(type) : null,
            callsBase,
            isSound ? new EquatableArray<DigestMember>([.. members]) : default,
            new EquatableArray<Problem>([.. problems]));
    }

    /// <summary>
    /// An abstract record gets no Digest: the messages below it add its state. One in another assembly could not even see that there is private
    /// state, and would leave it out in silence, so it is refused where it stands.
    /// </summary>
    public static MessageModel? ReadAbstract(INamedTypeSymbol type)
    {
        if (!CanBeDerivedFromElsewhere(type) || DeclaredDigest(type) is not null || InheritsFinalDigest(type))
            return null;

        var problems = new List<Problem>();
        foreach (var state in MessageState.Of(type))
        {
            if (!state.IsVisibleElsewhere)
            {
                problems.Add(Problem.At(
                    MessageRules.NotDigestible,
                    state.Symbol.Locations[0],
                    state.Symbol.Name,
                    type.Name,
                    "messages of other assemblies that derive from it cannot see it; make it protected or public, mark it [NotDigested], or declare the Digest by hand"));
            }
        }

        return problems.Count == 0 ? null : new MessageModel(null, CallsBase: false, default, new EquatableArray<Problem>([.. problems]));
    }

    private static bool CanBeDerivedFromElsewhere(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    /// <summary>The records whose state this one adds itself, the highest first.</summary>
    /// <remarks>
    /// Normally all below <c>Message</c>, in one flat method. If one above declares a Digest by hand, or comes compiled with one, only that
    /// method knows what of its state counts, so it is called, through the nearest record that has one.
    /// </remarks>
    private static List<INamedTypeSymbol> LevelsOf(INamedTypeSymbol type, out bool callsBase)
    {
        var levels = new List<INamedTypeSymbol> { type };
        var belowNearest = 0;
        callsBase = false;
        for (var level = type.BaseType; level is not null && !level.IsRuntimeType("Message"); level = level.BaseType)
        {
            if (DeclaredDigest(level) is { IsAbstract: false })
            {
                callsBase = true;
                belowNearest = belowNearest == 0 ? levels.Count : belowNearest;
                break;
            }

            if (!level.IsAbstract && belowNearest == 0)
                belowNearest = levels.Count;
            levels.Add(level);
        }

        if (callsBase)
            levels.RemoveRange(belowNearest, levels.Count - belowNearest);
        levels.Reverse();
        return levels;
    }

    private static void Add(
        MessageState state,
        List<INamedTypeSymbol> levels,
        int level,
        INamedTypeSymbol type,
        RecordDeclarationSyntax declaration,
        Compilation compilation,
        List<DigestMember> members,
        List<Problem> problems)
    {
        var isHidden = false;
        for (var below = level + 1; below < levels.Count; below++)
        {
            foreach (var other in levels[below].GetMembers(state.Symbol.Name))
            {
                // What overrides it is all that anyone can see of it, and is read at its own level.
                if (other.IsOverride)
                    return;
                isHidden = true;
            }
        }

        var reached = isHidden ? levels[level] : type;
        var problem = state.IsReadableFrom(type, reached, compilation)
            ? ProblemOf(state.Type)
            : "it is private to a record above this one; make it protected, mark it [NotDigested], or declare that record's Digest by hand";
        if (problem is null)
        {
            var digestible = DigestibleType.Of(state.Type);
            members.Add(new DigestMember(state.AccessThrough(isHidden ? reached : null), digestible.Form!.Value, digestible.CanBeAbsent));
            return;
        }

        var place = state.Symbol.Locations[0].IsInSource ? state.Symbol.Locations[0] : declaration.Identifier.GetLocation();
        problems.Add(Problem.At(MessageRules.NotDigestible, place, state.Symbol.Name, type.Name, problem));
    }

    private static string? ProblemOf(ITypeSymbol type)
    {
        if (DigestibleType.Of(type).Form is not null)
            return null;
        var name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        return type.TypeKind == TypeKind.Error
            ? $"its type '{name}' is not known when the Digest is generated; correct it, or mark the member [NotDigested]"
            : $"its type '{name}' is not an integer, bool, char, enum or string; implement DmaActors.Simulation.IDigestible on it, or mark the member [NotDigested]";
    }

    private static IMethodSymbol? DeclaredDigest(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers("Digest"))
        {
            if (member is IMethodSymbol { IsStatic: false, Parameters.Length: 1 } method
                && method.Parameters[0] is { RefKind: RefKind.Ref } parameter
                && parameter.Type.IsRuntimeType("TraceDigest"))
                return method;
        }

        return null;
    }

    private static bool InheritsFinalDigest(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (DeclaredDigest(level) is { IsSealed: true })
                return true;
        }

        return false;
    }
}
