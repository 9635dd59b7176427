using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Rules;

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

    /// <summary>For the rules: the function is on a list now.</summary>
    CallbackRequest RegisteredBy(ActorRef caller) => new(caller, Instance, Callback, Argument, null, null);
}
