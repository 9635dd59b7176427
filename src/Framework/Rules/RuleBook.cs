using DmaActors.Framework.Dma;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Rules;

/// <summary>The rules that watch one machine, and what they found.</summary>
internal sealed class RuleBook : IWorldObserver, IInterruptObserver, IBusObserver
{
    /// <summary>More findings than this are counted and not kept.</summary>
    public const int Kept = 100;

    private readonly World world;
    private readonly Rule[] rules;
    private readonly List<Finding> findings = [];

    public RuleBook(World world, IEnumerable<Rule> rules)
    {
        this.world = world;
        this.rules = [.. rules];
        foreach (var rule in this.rules)
            rule.Join(this);
    }

    /// <summary>The first <see cref="Kept"/> findings, in the order in which they were made.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>All findings, kept or not.</summary>
    public long Count { get; private set; }

    public void Report(RuleInfo rule, string where, string text)
    {
        Count++;
        if (findings.Count < Kept)
            findings.Add(new Finding(rule, text, where, world.Steps, world.Now));
        if (world.Log.IsEnabled(LogLevel.Warning))
            world.Log.Write(LogLevel.Warning, world.Now, where, $"{rule.Id} {rule.Title}: {text}");
    }

    public void HandleAllocated(DmaHandle handle)
    {
        foreach (var rule in rules)
            rule.OnHandleAllocated(handle);
    }

    public void HandleBound(DmaHandle handle, DmaBind status)
    {
        foreach (var rule in rules)
            rule.OnHandleBound(handle);
        if (world.Log.IsEnabled(LogLevel.Debug))
            world.Log.Write(LogLevel.Debug, world.Now, handle.Name, $"bound {handle.Mapping.Length} bytes: {status}, {handle.Mapping.WindowCount} window(s)");
    }

    public void HandleUnbound(DmaHandle handle)
    {
        foreach (var rule in rules)
            rule.OnHandleUnbound(handle);
    }

    public void HandleFreed(DmaHandle handle)
    {
        foreach (var rule in rules)
            rule.OnHandleFreed(handle);
    }

    public void HandleUsed(DmaHandle handle, string call, bool mustBeBound = true)
    {
        foreach (var rule in rules)
            rule.OnHandleUsed(handle, call, mustBeBound);
    }

    public void CookiesExhausted(DmaHandle handle)
    {
        foreach (var rule in rules)
            rule.OnCookiesExhausted(handle);
    }

    public void BufIssued(DriverInstance instance, Buf buf)
    {
        foreach (var rule in rules)
            rule.OnBufIssued(instance, buf);
    }

    public void BufCompleted(TaskContext context, Buf buf)
    {
        foreach (var rule in rules)
            rule.OnBufCompleted(context, buf);
    }

    public void BufTouched(TaskContext context, Buf buf)
    {
        foreach (var rule in rules)
            rule.OnBufTouched(context, buf);
    }

    public void ForbiddenBlock(TaskContext context, string call)
    {
        foreach (var rule in rules)
            rule.OnForbiddenBlock(context, call);
    }

    public void RegistersMapped(DriverInstance instance, bool mapped) => Resource(instance, "register mapping", mapped ? 1 : -1);

    public void InterruptAdded(DriverInstance instance, bool added) => Resource(instance, "interrupt handler", added ? 1 : -1);

    public void MemoryAllocated(DriverInstance instance, bool allocated) => Resource(instance, "kernel memory", allocated ? 1 : -1);

    public void BufAllocated(DriverInstance instance, bool allocated) => Resource(instance, "buf header", allocated ? 1 : -1);

    public void TimeoutSet(DriverInstance instance, TimeoutId id) => Resource(instance, $"timeout {id.Name}", 1);

    public void TimeoutOver(DriverInstance instance, TimeoutId id) => Resource(instance, $"timeout {id.Name}", -1);

    public void Detached(DriverInstance instance)
    {
        foreach (var rule in rules)
            rule.OnDetached(instance);
    }

    public void Quiescent()
    {
        foreach (var rule in rules)
            rule.OnQuiescent();
    }

    public void OnDeadLetter(string sender, string receiver, Message message)
    {
        if (world.Log.IsEnabled(LogLevel.Warning))
            world.Log.Write(LogLevel.Warning, world.Now, receiver, $"dead letter from {sender}: {message}");
    }

    public void OnDataRace(DataRace race)
    {
        foreach (var rule in rules)
            rule.OnDataRace(race);
    }

    public void OnForbiddenBlock(TaskContext context, string call) => ForbiddenBlock(context, call);

    public void OnInterruptStorm(int vector, bool claimed)
    {
        foreach (var rule in rules)
            rule.OnInterruptStorm(vector, claimed);
    }

    public void OnUnansweredAccess(string who, PhysicalAddress address, int length, bool isWrite)
    {
        foreach (var rule in rules)
            rule.OnUnansweredAccess(who, address.Value, length, isWrite);
    }

    private void Resource(DriverInstance instance, string kind, int change)
    {
        foreach (var rule in rules)
            rule.OnResource(instance, kind, change);
    }
}
