using System.Reflection;
using System.Runtime.CompilerServices;

namespace DmaActors.Framework.DriverHost;

/// <summary>
/// Finds a member of a driver that its contexts may share without anybody seeing it: one that can be assigned and is not <see cref="SoftStateAttribute"/>, or one, soft state or not, that
/// refers to an object that can be changed: a list, an array. That such a member is assigned is seen, and not what is done to the object. The analyzer's DMA0001 sees the first kind while
/// the driver is compiled; of what an object can do only its type tells.
/// </summary>
internal static class UndeclaredState
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The first such member, for example <c>SgDriver.queue</c>, or <c>SgDriver.Recent (what is in it)</c> for soft state; null: there is none.</summary>
    public static string? Of(Type driver) => Of(driver, driver.GetCustomAttribute<DriverAttribute>()?.Settings);

    /// <param name="driver">The driver, or a part of one.</param>
    /// <param name="settings">The class of its settings, which all instances share and none may write.</param>
    private static string? Of(Type driver, Type? settings)
    {
        for (var type = driver; type is not null && !IsOurs(type); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Members))
            {
                if (!IsDeclared(field, type) && !(IsNeverAssigned(field) && (field.FieldType.IsAssignableFrom(settings) || IsHarmless(field.FieldType, []))))
                    return $"{type.Name}.{NameOf(field)}";
            }

            foreach (var member in type.GetProperties(Members))
            {
                if (member.GetCustomAttribute<SoftStateAttribute>() is not null && !IsHarmless(member.PropertyType, []))
                    return $"{type.Name}.{member.Name} (what is in it)";
            }
        }

        return null;
    }

    /// <summary>What stands behind soft state, and the locks that have no other way to be known.</summary>
    private static bool IsDeclared(FieldInfo field, Type type) =>
        field.Name.StartsWith("__soft", StringComparison.Ordinal)
        || field.FieldType == typeof(KMutex) || field.FieldType == typeof(KCondvar) || field.FieldType == typeof(KSema)
        || type.GetProperty(NameOf(field), Members)?.GetCustomAttribute<SoftStateAttribute>() is not null;

    /// <summary>Readonly, or the parameter of a primary constructor: assigned only in code that the compiler leaves no trace of.</summary>
    private static bool IsNeverAssigned(FieldInfo field) =>
        field.IsInitOnly || (field.Name.EndsWith(">P", StringComparison.Ordinal) && field.GetCustomAttribute<CompilerGeneratedAttribute>() is not null);

    /// <param name="type">What a member refers to.</param>
    /// <param name="above">What refers to it in turn, and is being asked about already.</param>
    private static bool IsHarmless(Type type, HashSet<Type> above) =>
        type.IsValueType || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type) || IsOurs(type)
        || (typeof(SoftStateOwner).IsAssignableFrom(type) && type.IsSealed && Of(type, null) is null)
        || (type.IsInterface && type.Name.StartsWith("IReadOnly", StringComparison.Ordinal))
        || !above.Add(type)
        || IsUnchangeable(type, above);

    /// <summary>A class of which nothing can be assigned, and all to which it refers: settings.</summary>
    private static bool IsUnchangeable(Type type, HashSet<Type> above) =>
        type is { IsClass: true, IsSealed: true, IsArray: false } && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
        && Array.TrueForAll(type.GetProperties(Members), property => property.SetMethod is null || IsInit(property.SetMethod))
        && Array.TrueForAll(type.GetFields(Members), field => (field.IsInitOnly || field.GetCustomAttribute<CompilerGeneratedAttribute>() is not null) && IsHarmless(field.FieldType, above));

    private static bool IsInit(MethodInfo setter) => Array.Exists(setter.ReturnParameter.GetRequiredCustomModifiers(), modifier => modifier == typeof(IsExternalInit));

    /// <summary>The runtime and the framework say themselves what is touched of them.</summary>
    private static bool IsOurs(Type type) => type.Assembly == typeof(Driver).Assembly || type.Assembly == typeof(World).Assembly;

    /// <summary>Of a backing field its property, of a captured parameter that.</summary>
    private static string NameOf(FieldInfo field) => field.Name[0] == '<' ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
