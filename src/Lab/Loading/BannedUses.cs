namespace DmaActors.Lab.Loading;

/// <summary>What no code in a simulated machine may use, and what there is instead.</summary>
internal static class BannedUses
{
    private const string Time = "virtual time: Ddi.Timeout and Ddi.Delay in a driver, StartTimer and Now in a device";
    private const string Concurrency = "contexts (async DdiTask) and messages: the runtime alone decides what runs when";
    private const string Chance = "settings, or choices of the scenario: all that is drawn comes from its seed";
    private const string Names = "names made of an owner and a number";

    /// <summary>Types of which nothing may be used.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["System.Threading.Thread"] = Concurrency,
        ["System.Threading.ThreadPool"] = Concurrency,
        ["System.Threading.ThreadLocal`1"] = Concurrency,
        ["System.Threading.AsyncLocal`1"] = Concurrency,
        ["System.Threading.Timer"] = Time,
        ["System.Threading.PeriodicTimer"] = Time,
        ["System.Threading.Tasks.Task"] = Concurrency,
        ["System.Threading.Tasks.Task`1"] = Concurrency,
        ["System.Threading.Tasks.TaskFactory"] = Concurrency,
        ["System.Threading.Tasks.TaskCompletionSource"] = Concurrency,
        ["System.Threading.Tasks.TaskCompletionSource`1"] = Concurrency,
        ["System.Threading.Tasks.Parallel"] = Concurrency,
        ["System.Runtime.CompilerServices.AsyncTaskMethodBuilder"] = Concurrency,
        ["System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1"] = Concurrency,
        ["System.Runtime.CompilerServices.AsyncVoidMethodBuilder"] = Concurrency,
        ["System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder"] = Concurrency,
        ["System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder`1"] = Concurrency,
        ["System.Linq.ParallelEnumerable"] = Concurrency,
        ["System.Diagnostics.Stopwatch"] = Time,
        ["System.TimeProvider"] = Time,
        ["System.Timers.Timer"] = Time,
        ["System.Random"] = Chance,
        ["System.Security.Cryptography.RandomNumberGenerator"] = Chance,
    };

    /// <summary>Single members of types that are fine otherwise.</summary>
    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["System.DateTime.get_Now"] = Time,
        ["System.DateTime.get_UtcNow"] = Time,
        ["System.DateTime.get_Today"] = Time,
        ["System.DateTimeOffset.get_Now"] = Time,
        ["System.DateTimeOffset.get_UtcNow"] = Time,
        ["System.Environment.get_TickCount"] = Time,
        ["System.Environment.get_TickCount64"] = Time,
        ["System.Environment.get_CurrentManagedThreadId"] = Concurrency,
        ["System.Guid.NewGuid"] = Names,
        ["System.Guid.CreateVersion7"] = Names,
        ["System.IO.Path.GetRandomFileName"] = Names,
        ["System.IO.Path.GetTempFileName"] = Names,
    };

    /// <summary>What there is instead of a member; null if it may be used.</summary>
    /// <param name="type">Full name.</param>
    /// <param name="member">As metadata has it.</param>
    public static string? Instead(string type, string member) => Types.GetValueOrDefault(type) ?? Members.GetValueOrDefault($"{type}.{member}");

    /// <summary>The member as a programmer writes it: <c>System.DateTime.UtcNow</c>, <c>new System.Random</c>.</summary>
    public static string Written(string type, string member)
    {
        var name = type.Split('`')[0];
        if (member is ".ctor")
            return $"new {name}";
        var isAccessor = member.StartsWith("get_", StringComparison.Ordinal) || member.StartsWith("set_", StringComparison.Ordinal);
        return type.EndsWith("MethodBuilder", StringComparison.Ordinal) || type.EndsWith("MethodBuilder`1", StringComparison.Ordinal)
            ? "an async method that returns no DdiTask"
            : $"{name}.{(isAccessor ? member[4..] : member)}";
    }
}
