namespace DmaActors.Framework.Rules;

/// <summary>What a device has reached.</summary>
public enum DeviceReach
{
    /// <summary>No memory: <see cref="Rule.OnUnansweredAccess"/> tells of it, too.</summary>
    Nowhere,

    /// <summary>What is not bound, or was bound when the transfer had begun: the transfer was meant for something else.</summary>
    Outside,

    /// <summary>A binding whose window has changed since the transfer began.</summary>
    LeftWindow,

    /// <summary>The current window of a binding.</summary>
    Window,
}
