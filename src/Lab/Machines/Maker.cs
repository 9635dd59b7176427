using System.Reflection;
using System.Runtime.ExceptionServices;

namespace DmaActors.Lab.Machines;

/// <summary>
/// Makes objects of a class that is known by its type only: each is made by a constructor that takes its place in the machine and, where the class has settings, these. Which
/// constructor that is, is found out once: every schedule of an exploration makes all devices and drivers anew.
/// </summary>
/// <param name="type">The class.</param>
/// <param name="settings">The class of its settings; null: it has none.</param>
internal sealed class Maker(Type type, Type? settings)
{
    private ConstructorInvoker? constructor;

    /// <summary>Makes one.</summary>
    /// <param name="place">The constructor's first argument.</param>
    /// <param name="given">Its settings; null: as they are by default.</param>
    public object Make(object place, object? given)
    {
        constructor ??= Find(place);
        try
        {
            return settings is null ? constructor.Invoke(place) : constructor.Invoke(place, given ?? Activator.CreateInstance(settings));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private ConstructorInvoker Find(object place)
    {
        Type[] parameters = settings is null ? [place.GetType()] : [place.GetType(), settings];
        var found = type.GetConstructor(parameters) ?? throw new MissingMethodException($"{type.FullName} has no public constructor ({string.Join(", ", parameters.Select(parameter => parameter.Name))}).");
        return ConstructorInvoker.Create(found);
    }
}
