using System.Diagnostics.CodeAnalysis;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// mutex(9F): <c>await mu.Enter(); ... mu.Exit();</c>. Enter is a scheduling point, Exit is not. While a context holds it, every other context of the
/// instance, interrupts included, runs up to its own Enter and stays there.
/// </summary>
public sealed class KMutex : ContextLock
{
    private TaskContext? owner;

    // The level to which its owner had been raised before.
    private int raisedBefore;

    /// <param name="host">The instance whose contexts share it.</param>
    /// <param name="name">Its name in traces and findings.</param>
    /// <param name="priority">The priority of the interrupt that shares it; 0 for none (mutex_init's argument).</param>
    public KMutex(ContextHost host, string name, int priority = 0)
        : base(host, name) => Priority = priority;

    /// <summary>The interrupt priority with which it was made; 0 for none.</summary>
    public int Priority { get; }

    /// <summary>
    /// Whether it was made for a high-level interrupt: its owner keeps the interrupts of its priority off its processor, and must not take what a thread may hold while it sleeps.
    /// </summary>
    public bool IsSpin => Priority > ContextKind.LockLevel;

    /// <summary>mutex_owned(9F): whether the running context holds it.</summary>
    public bool IsOwned => owner is not null && owner == Host.Current;

    /// <summary>Who holds it; null when it is free.</summary>
    public TaskContext? Owner => owner;

    /// <summary>mutex_enter(9F). Entering a mutex that the context already holds is a panic.</summary>
    public MutexEnter Enter() => new(this, Entering("mutex_enter"));

    /// <summary>mutex_tryenter(9F): takes it if it is free. Not a scheduling point.</summary>
    public bool TryEnter()
    {
        var context = Entering("mutex_tryenter");
        Touch();
        if (owner is not null)
            return false;
        Acquire(context);
        return true;
    }

    /// <summary>mutex_exit(9F).</summary>
    /// <exception cref="InvalidOperationException">The running context does not hold it: a panic.</exception>
    [SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "The manual's name.")]
    public void Exit()
    {
        var context = Running("mutex_exit");
        if (owner != context)
            throw NotOwned(context);
        Release(context);
    }

    internal override bool IsFree => owner is null;

    private protected override string Holding => owner is null ? "free" : $"held by {owner.Name}";

    internal override bool IsOpen(Channel channel) => owner is null;

    internal override void Acquire(TaskContext context)
    {
        owner = context;
        context.MutexesHeld++;
        if (IsSpin)
        {
            raisedBefore = context.RaisedTo;
            context.RaisedTo = Math.Max(raisedBefore, Priority);
        }

        context.Clock.Join(Released);
        if (Members.Count > 0)
            Changed();
    }

    internal void Release(TaskContext context)
    {
        Touch();
        owner = null;
        context.MutexesHeld--;
        if (IsSpin)
            context.RaisedTo = raisedBefore;
        Released = context.Clock.Snapshot();
        if (Members.Count > 0)
            Changed();
    }

    /// <summary>A mutex keeps out interrupts up to its own priority: one above it could spin for ever for a mutex of whom it interrupted.</summary>
    private TaskContext Entering(string call)
    {
        var context = Running(call);
        if (IsSpin ? Priority < context.Kind.Level : context.Level > ContextKind.LockLevel)
            ReportLevel(context, call);
        return context;
    }

    private void ReportLevel(TaskContext context, string call) => context.World.OnLockTaken(context, call, $"{Description}, which was made for priority {Priority}");

    private InvalidOperationException NotOwned(TaskContext context) => new($"mutex_exit: {context.Name} does not own {Description}.");

    internal void AssertNotOwnedBy(TaskContext context)
    {
        if (owner == context)
            throw Recursive(context);
    }

    private InvalidOperationException Recursive(TaskContext context) => new($"mutex_enter: {context.Name} already owns {Description}: recursive mutex_enter.");
}
