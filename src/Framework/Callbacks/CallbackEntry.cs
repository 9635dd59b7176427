using System.Runtime.InteropServices;

namespace DmaActors.Framework.Callbacks;

/// <summary>A waiter on a callback list: a function and its argument, with the number of runs owed to it. The default value is no entry.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct CallbackEntry
{
    /// <summary>Makes an entry.</summary>
    /// <param name="callback">The function, by identity.</param>
    /// <param name="argument">Its argument, by identity.</param>
    /// <param name="count">Runs owed, at least 1.</param>
    /// <param name="cause">Who registered it, for explanations; no part of the identity.</param>
    public CallbackEntry(object callback, object? argument, int count, object? cause)
    {
        Callback = callback;
        Argument = argument;
        Count = count;
        Cause = cause;
    }

    /// <summary>The function.</summary>
    public object Callback { get; }

    /// <summary>The argument that it is called with.</summary>
    public object? Argument { get; }

    /// <summary>Runs owed.</summary>
    public int Count { get; }

    /// <summary>What the first of the merged registrations gave as its cause.</summary>
    public object? Cause { get; }

    /// <summary>The same waiter, with this many runs owed.</summary>
    public CallbackEntry WithCount(int count) => new(Callback, Argument, count, Cause);

    public override string ToString() => $"{Callback}({Argument}), {Count} owed";
}
