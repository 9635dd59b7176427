using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Nexus;

/// <summary>A request that may find too little, and says what is to happen then.</summary>
internal interface IResourceRequest
{
    /// <summary>Who asks.</summary>
    DriverInstance Instance { get; }

    /// <summary>DONTWAIT, SLEEP, or a function.</summary>
    DmaCallback Callback { get; }

    /// <summary>The function's argument.</summary>
    object? Argument { get; }
}
