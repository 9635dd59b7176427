using System.Reflection.Metadata;

namespace DmaActors.Lab.Loading;

/// <summary>Names of what metadata tokens stand for, as a programmer knows them.</summary>
internal static class MetadataNames
{
    /// <summary>The type and the name of a member that code names; null if it is neither method nor field.</summary>
    public static (string Type, string Member)? MemberOf(MetadataReader reader, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return MemberOf(reader, reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                return TypeOf(reader, member.Parent) is { } type ? (type, reader.GetString(member.Name)) : null;
            case HandleKind.TypeReference or HandleKind.TypeSpecification:
                return TypeOf(reader, handle) is { } named ? (named, "") : null;
            default:
                return null;
        }
    }

    /// <summary>The full name of a type of another assembly; of a generic one without its arguments. Null for types of this assembly.</summary>
    public static string? TypeOf(MetadataReader reader, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                var type = reader.GetTypeReference((TypeReferenceHandle)handle);
                var name = reader.GetString(type.Name);
                return type.ResolutionScope.Kind == HandleKind.TypeReference
                    ? $"{TypeOf(reader, type.ResolutionScope)}+{name}"
                    : Full(reader.GetString(type.Namespace), name);
            case HandleKind.TypeSpecification:
                return GenericTypeOf(reader, (TypeSpecificationHandle)handle);
            default:
                return null;
        }
    }

    /// <summary>The full name of a type of this assembly, with the types that it is nested in; what the compiler made of a method counts as that method.</summary>
    public static string Place(MetadataReader reader, TypeDefinition type, string member)
    {
        var name = reader.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer)
        {
            var declaring = reader.GetTypeDefinition(outer);
            return name.StartsWith('<') ? Place(reader, declaring, Between(name) ?? Between(member) ?? member) : Place(reader, declaring, $"{Bare(name)}.{member}");
        }

        return $"{Full(reader.GetString(type.Namespace), Bare(name))}.{Between(member) ?? member}";
    }

    /// <summary>What stands between the angle brackets of a name that the compiler made up: <c>Start</c> of <c>&lt;Start&gt;d__4</c>; null if there is nothing.</summary>
    private static string? Between(string name)
    {
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return name.StartsWith('<') && end > 1 ? name[1..end] : null;
    }

    private static string Bare(string name) => name.Split('`')[0];

    private static string Full(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    private static string? GenericTypeOf(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return null;
        signature.ReadCompressedInteger(); // class or value type
        return TypeOf(reader, signature.ReadTypeHandle());
    }
}
