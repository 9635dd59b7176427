using System.Diagnostics;

namespace DmaActors.Lab.Traces;

/// <summary>The debugger that is attached to this process, or may be later.</summary>
public interface IDebugger
{
    /// <summary>Whether it is attached now.</summary>
    bool IsAttached { get; }

    /// <summary>Stops in it, as at a breakpoint.</summary>
    void Break();
}

/// <summary>That of the runtime.</summary>
public sealed class SystemDebugger : IDebugger
{
    /// <inheritdoc/>
    public bool IsAttached => Debugger.IsAttached;

    /// <inheritdoc/>
    public void Break() => Debugger.Break();
}
