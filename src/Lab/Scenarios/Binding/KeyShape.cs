using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>One key of a section.</summary>
/// <remarks>
/// The end of the property's name says the unit, so that plain numbers suffice and the author of a device needs no type of ours:
/// <c>ServiceNanoseconds</c> is the key <c>service</c> with a time, <c>MediaBytes</c> is <c>media</c> with a size, <c>BandwidthBytesPerSecond</c> is
/// <c>bandwidth</c> with a rate, <c>RegistersAddress</c> is <c>registers</c> with a hexadecimal address. <c>ReadPercent</c> takes a share and keeps its
/// whole name (<c>readPercent: 70%</c>), because <c>read</c> alone would not say of what.
/// </remarks>
internal sealed class KeyShape
{
    private KeyShape(PropertyInfo property, string name, string description, bool required, Shape value)
    {
        Property = property;
        Name = name;
        Description = description;
        Required = required;
        Value = value;
    }

    public PropertyInfo Property { get; }

    /// <summary>As it stands in the file.</summary>
    public string Name { get; }

    public string Description { get; }

    public bool Required { get; }

    public Shape Value { get; }

    public static KeyShape Of(PropertyInfo property, int depth)
    {
        var description = property.GetCustomAttribute<DescriptionAttribute>()?.Description;
        if (string.IsNullOrWhiteSpace(description))
            throw new SectionClassException(property.DeclaringType!, $"its property {property.Name} has no [Description]");
        var required = property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RequiredMemberAttribute));
        var unit = IsNumber(Innermost(property.PropertyType)) ? Unit.Of(property.Name) : new Unit(property.Name, UnitOfMeasure.None);
        return new KeyShape(property, Camel(unit.Name), description, required, ValueOf(property, property.PropertyType, unit, depth));
    }

    private static Shape ValueOf(PropertyInfo property, Type declared, Unit unit, int depth)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(object))
            return new OpenShape();
        if (type.IsEnum)
            return new ScalarShape(new ChoiceKind(type));
        if (type == typeof(bool))
            return new ScalarShape(new FlagKind());
        if (type == typeof(string))
            return new ScalarShape(new TextKind(property.GetCustomAttribute<RegularExpressionAttribute>(), !property.IsDefined(typeof(RequiredAttribute))));
        if (IsNumber(type))
            return new ScalarShape(NumberOf(property, type, unit));
        if (type.IsGenericType && typeof(IList).IsAssignableFrom(type) && type.GetGenericArguments() is [var item])
            return new ListShape(type, ValueOf(property, item, unit, depth + 1), property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0);
        if (type.IsGenericType && typeof(IDictionary).IsAssignableFrom(type) && type.GetGenericArguments() is [var key, var value] && key == typeof(string))
            return new TableShape(type, ValueOf(property, value, unit, depth + 1));
        if (type.IsClass && !typeof(IEnumerable).IsAssignableFrom(type))
            return SectionShape.Of(type, depth + 1);
        throw new SectionClassException(
            property.DeclaringType!,
            $"its property {property.Name} has the type {type.Name}; "
                + "usable are bool, string, whole numbers, enums, classes, List<T> and Dictionary<string, T> of them"
        );
    }

    private static NumberKind NumberOf(PropertyInfo property, Type type, Unit unit)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        var wide = type == typeof(long) || (type == typeof(ulong) && unit.Kind == UnitOfMeasure.Address);
        if (unit.Kind is not (UnitOfMeasure.None or UnitOfMeasure.Percent) && !wide)
            throw new SectionClassException(property.DeclaringType!, $"its property {property.Name} has a unit in its name and must be a long");
        return unit.Kind switch
        {
            UnitOfMeasure.Bytes => UnitKind.Size(type, Limits.Of(type, range, 0)),
            UnitOfMeasure.Nanoseconds => UnitKind.Duration(type, Limits.Of(type, range, 0)),
            UnitOfMeasure.BytesPerSecond => UnitKind.Rate(type, Limits.Of(type, range, 0)),
            UnitOfMeasure.Address => new AddressKind(type, Limits.Of(type, range, 0)),
            UnitOfMeasure.Percent => new PercentKind(type, Limits.Of(type, range, 0, 100)),
            _ => new IntegerKind(type, Limits.Of(type, range)),
        };
    }

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(type) is TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64;

    /// <summary>What a list, a table or a nullable value consists of in the end.</summary>
    private static Type Innermost(Type type) => type.IsGenericType && type.GetGenericArguments() is [.., var last] ? Innermost(last) : type;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
