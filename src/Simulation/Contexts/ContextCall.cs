using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>A request of a context to an actor, awaited for its reply. The request is sent when it is awaited.</summary>
/// <typeparam name="T">What the reply carries.</typeparam>
public readonly struct ContextCall<T>
    where T : struct, IDigestible
{
    private readonly TaskContext context;
    private readonly ActorRef callee;
    private readonly Message? request;
    private readonly bool fromInstance;
    private readonly VirtualDuration delay;
    private readonly T result;

    /// <summary>A call that a callee answers.</summary>
    /// <param name="host">The instance; one of its contexts must be running.</param>
    /// <param name="callee">Who answers with <see cref="Reply{T}"/> to the context.</param>
    /// <param name="request">The request.</param>
    /// <param name="fromInstance">Send it behind the instance's register writes instead of from the context.</param>
    /// <param name="delay">How long the request is under way (timed mode).</param>
    public ContextCall(ContextHost host, ActorRef callee, Message request, bool fromInstance = false, VirtualDuration delay = default)
    {
        context = host.Current ?? throw OutsideEntryPoint(host);
        this.callee = callee;
        this.request = request;
        this.fromInstance = fromInstance;
        this.delay = delay;
        result = default;
    }

    /// <summary>A call that needs nobody: its result is known at once, without a step.</summary>
    public ContextCall(T result)
    {
        context = null!;
        callee = default;
        request = null;
        fromInstance = false;
        delay = default;
        this.result = result;
    }

    private static InvalidOperationException OutsideEntryPoint(ContextHost host) => new($"{host.Name} made a DDI call outside an entry point.");

    /// <summary>Sends the request. What is kept while the context waits is small, since it is copied with the state machine.</summary>
    public ContextCallAwaiter<T> GetAwaiter()
    {
        if (request is null)
            return new ContextCallAwaiter<T>(null, result);
        context.Ask(callee, request, fromInstance, delay);
        return new ContextCallAwaiter<T>(context, default);
    }
}
