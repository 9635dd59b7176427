using System.Reflection;
using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.DriverHost;

/// <summary>
/// Whether objects lead to an object: members, elements, what a closure has caught, what a request is chained to. It does not enter what is ours, through which everything leads to
/// everything, but for the queues of a driver. Slow, since it looks at every member: for the end of a run.
/// </summary>
internal static class ObjectWalk
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly[] Ours = [typeof(ObjectWalk).Assembly, typeof(SoftStateOwner).Assembly, typeof(Hardware.Bus.SystemBus).Assembly];

    /// <summary>Whether one can get from an object to another.</summary>
    public static bool Leads(object from, object to)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { from };
        var left = new Stack<object>();
        left.Push(from);
        while (left.TryPop(out var current))
        {
            if (ReferenceEquals(current, to))
                return true;
            foreach (var next in NextOf(current))
            {
                if (next is not null && seen.Add(next))
                    left.Push(next);
            }
        }

        return false;
    }

    private static IEnumerable<object?> NextOf(object current) => current switch
    {
        string or Type or MemberInfo or Assembly => [],
        Buf buf => [buf.DriversOwn, buf.IoDoneRoutine],
        TimeoutId timeout => [timeout.Handler],
        DmaCallback callback => [callback.Function],
        Delegate function => function.GetInvocationList() is [_, _, ..] several ? several : [function.Target],
        Array array => array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>(),
        _ => MembersOf(current),
    };

    private static IEnumerable<object?> MembersOf(object current)
    {
        for (var type = current.GetType(); type is not null && !IsClosed(type); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Own))
            {
                if (field.FieldType is { IsPrimitive: false, IsPointer: false, IsEnum: false })
                    yield return field.GetValue(current);
            }
        }
    }

    private static bool IsClosed(Type type) => Ours.Contains(type.Assembly) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(SoftQueue<>));
}
