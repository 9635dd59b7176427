using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Messages;

/// <summary>Which types can be added to the trace hash, and how.</summary>
/// <param name="Form">Null if the type cannot be added.</param>
internal readonly record struct DigestibleType(DigestForm? Form, bool CanBeAbsent)
{
    private const string Digestible = "IDigestible";

    public static DigestibleType Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Of(nullable.TypeArguments[0]) with { CanBeAbsent = true };
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
            return Of(underlying);
        if (type is ITypeParameterSymbol parameter)
            return OfParameter(parameter);

        return type.SpecialType switch
        {
            SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
                or SpecialType.System_IntPtr => new DigestibleType(DigestForm.Signed, CanBeAbsent: false),
            SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64
                or SpecialType.System_UIntPtr or SpecialType.System_Char => new DigestibleType(DigestForm.Unsigned, CanBeAbsent: false),
            SpecialType.System_Boolean => new DigestibleType(DigestForm.Boolean, CanBeAbsent: false),

            // The runtime's digest tells null from the empty string itself.
            SpecialType.System_String => new DigestibleType(DigestForm.Text, CanBeAbsent: false),
            _ => OfObject(type),
        };
    }

    private static DigestibleType OfParameter(ITypeParameterSymbol parameter)
    {
        foreach (var constraint in parameter.ConstraintTypes)
        {
            var bound = constraint.TypeKind == TypeKind.Interface ? OfInterface(constraint) : Of(constraint);
            if (bound.Form is DigestForm.Itself or DigestForm.ItselfThroughInterface)
                return bound with { CanBeAbsent = !parameter.HasValueTypeConstraint };
        }

        return default;
    }

    private static DigestibleType OfInterface(ITypeSymbol type) =>
        DigestMethodOf(type) is null ? default : new DigestibleType(DigestForm.Itself, CanBeAbsent: true);

    private static DigestibleType OfObject(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
            return OfInterface(type);

        // A message inside a message: its Digest may be generated in this very compilation.
        if (type.IsRuntimeType("Message") || type.DerivesFrom("Message"))
            return new DigestibleType(DigestForm.Itself, CanBeAbsent: true);

        if (DigestMethodOf(type) is not { } method)
            return default;
        var body = type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        var reachable = body is { DeclaredAccessibility: Accessibility.Public, ContainingType.TypeKind: not TypeKind.Interface };
        return new DigestibleType(reachable ? DigestForm.Itself : DigestForm.ItselfThroughInterface, CanBeAbsent: type.IsReferenceType);
    }

    private static IMethodSymbol? DigestMethodOf(ITypeSymbol type)
    {
        if (type.IsRuntimeType(Digestible))
            return MethodOf(type);
        foreach (var face in type.AllInterfaces)
        {
            if (face.IsRuntimeType(Digestible))
                return MethodOf(face);
        }

        return null;
    }

    private static IMethodSymbol? MethodOf(ITypeSymbol digestible)
    {
        foreach (var member in digestible.GetMembers("Digest"))
        {
            if (member is IMethodSymbol method)
                return method;
        }

        return null;
    }
}
