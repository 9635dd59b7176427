using System.Reflection;
using System.Runtime.CompilerServices;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Reference;

/// <summary>What a driver sees of the compiled framework, and how the reference names it: type and member, or <c>Dma</c>, <c>Ddi</c> and <c>Dip</c> as a driver writes them.</summary>
internal static class PublicDdi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Framework = typeof(Driver).Assembly;

    /// <summary>Every type, of the framework and of the locks and clocks below it, by name.</summary>
    private static readonly ILookup<string, Type> Types =
        Framework.GetExportedTypes().Concat(typeof(KMutex).Assembly.GetExportedTypes()).Where(type => !type.IsNested).ToLookup(type => type.Name.Split('`')[0]);

    /// <summary>All members that must have a row. What rules observe is no business of a driver; nested types are how results are awaited and enumerated.</summary>
    public static IEnumerable<string> Members() =>
        from type in Framework.GetExportedTypes()
        where !type.IsNested && type.Namespace != typeof(Rules.Rule).Namespace
        let plumbing = Plumbing(type)
        from member in type.GetMembers(Declared)
        where IsSeen(member) && !plumbing.Contains(member)
        select $"{type.Name}.{member.Name}";

    /// <summary>The full name of a member as the reference writes it; null if there is none.</summary>
    public static string? Resolve(string written)
    {
        if (written.Split('.') is not [var owner, var name])
            return Types[written].Any() ? written : null;
        var found = typeof(Driver).GetProperty(owner, Declared) is { } property
            ? [property.PropertyType]
            : Types[owner];
        foreach (var type in found)
        {
            for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
            {
                if (declaring.GetMember(name, Declared).Any(IsSeen))
                    return $"{declaring.Name}.{name}";
            }
        }

        return null;
    }

    private static bool IsSeen(MemberInfo member) => member switch
    {
        MethodInfo method => !method.IsSpecialName && IsSeen(method) && method.GetBaseDefinition() == method && !method.IsDefined(typeof(CompilerGeneratedAttribute)),
        PropertyInfo property => property.GetMethod is { } get && IsSeen(get) && get.GetBaseDefinition() == get && property.Name != "EqualityContract",
        FieldInfo field => !field.IsSpecialName && (field.IsPublic || field.IsFamily),
        _ => false,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>Methods that are there for an interface: what makes a digest or compares.</summary>
    private static HashSet<MemberInfo> Plumbing(Type type) =>
        type.IsInterface ? [] : [.. type.GetInterfaces().SelectMany(contract => type.GetInterfaceMap(contract).TargetMethods)];
}
