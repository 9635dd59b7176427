using System.Numerics;
using DmaActors.Framework.Dma;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Framework.Rules;

/// <summary>The rules that watch one machine, and what they found in its latest run.</summary>
internal sealed partial class RuleBook
{
    /// <summary>More findings of one rule than this are counted and not kept: the others shall be seen too.</summary>
    public const int KeptOfEach = 20;

    private readonly IRuntime runtime;
    private readonly Gate gate;
    private readonly Rule[] rules;
    private readonly int[] counts;

    /// <summary>Which of them watch which event.</summary>
    private readonly RuleWatch watch;
    private readonly List<Finding> findings = [];
    private readonly List<HeldItem> held = [];

    /// <summary>Whose handlers are on which vector. Sorted before anybody sees it.</summary>
    private readonly Dictionary<int, List<DriverInstance>> handlers = [];
    private string latestContext = "";

    /// <param name="runtime">What the machine runs on.</param>
    /// <param name="rules">Those that watch it.</param>
    /// <param name="gate">Closed where its actors run on several threads: the same as that of its bus, which reports from within.</param>
    /// <exception cref="ArgumentException">Too many rules.</exception>
    public RuleBook(IRuntime runtime, IReadOnlyList<Rule> rules, Gate gate = default)
    {
        watch = new RuleWatch(rules);
        this.runtime = runtime;
        this.gate = gate;
        this.rules = [.. rules];
        counts = new int[this.rules.Length];
        foreach (var rule in this.rules)
            rule.Join(this);
    }

    /// <summary>What the nexus writes and the DDI functions of drivers read (mappings) is behind this gate, as the rules are that read it too.</summary>
    public Gate Gate => gate;

    /// <summary>The first <see cref="KeptOfEach"/> findings of each rule, in the order in which they were made.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>What instances held that were stopped because their code threw: no findings.</summary>
    public IReadOnlyList<HeldItem> Held => held;

    /// <summary>All findings, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Another run begins.</summary>
    public void Reset()
    {
        foreach (var rule in rules)
            rule.Forget();
        Array.Clear(counts);
        findings.Clear();
        held.Clear();
        handlers.Clear();
        drivers.Clear();
        Count = 0;
    }

    public void Report(RuleInfo rule, string where, string text)
    {
        Count++;
        var index = Array.FindIndex(rules, known => known.Info == rule);
        if (index < 0 || ++counts[index] <= KeptOfEach)
            findings.Add(new Finding(rule, text, where, runtime.Steps, runtime.Now));
        if (runtime.Log.IsEnabled(LogLevel.Warning))
            runtime.Log.Write(LogLevel.Warning, runtime.Now, where, $"{rule.Id} {rule.Title}: {text}");
    }

    public void HandleAllocated(ActorRef caller, DmaHandle handle)
    {
        using var inside = gate.Enter();
        handle.AllocatedBy = ContextOf(caller, handle.Instance);
        foreach (var rule in Watching(RuleEvent.HandleAllocated))
            rule.OnHandleAllocated(handle);
    }

    public void HandleBound(DmaHandle handle, DmaBind status)
    {
        using var inside = gate.Enter();
        (handle.Instance.Bound ??= new BoundHandles(handle.Instance)).Bound(handle);
        foreach (var rule in Watching(RuleEvent.HandleBound))
            rule.OnHandleBound(handle, handle.BoundBuf);
        if (runtime.Log.IsEnabled(LogLevel.Debug))
            LogBind(handle, status);
    }

    public void HandleUnbound(ActorRef caller, DmaHandle handle)
    {
        using var inside = gate.Enter();
        handle.Instance.Bound?.Unbound(handle);
        foreach (var rule in Watching(RuleEvent.HandleUnbound))
            rule.OnHandleUnbound(caller, handle, handle.BoundBuf);
    }

    public void HandleFreed(ActorRef caller, DmaHandle handle)
    {
        using var inside = gate.Enter();
        handle.Instance.Bound?.Unbound(handle);
        foreach (var rule in Watching(RuleEvent.HandleFreed))
            rule.OnHandleFreed(caller, handle, handle.BoundBuf);
        handle.FreedBy ??= ContextOf(caller, handle.Instance);
    }

    public void HandleUsed(ActorRef caller, DmaHandle handle, string call, bool mustBeBound = true)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.HandleUsed))
            rule.OnHandleUsed(caller, handle, call, mustBeBound);
    }

    public void CookiesMiscounted(ActorRef caller, DmaHandle handle, string call)
    {
        using var inside = gate.Enter();
        // What there is to say of another handle is said already.
        if (handle.IsFreed || !handle.Mapping.IsBound)
            return;
        foreach (var rule in Watching(RuleEvent.CookiesMiscounted))
            rule.OnCookiesMiscounted(caller, handle, call, handle.Mapping.Window.CookieCount);
    }

    public void BufIssued(DriverInstance instance, Buf buf)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.BufIssued))
            rule.OnBufIssued(instance, buf);
    }

    public void BufCompleted(TaskContext context, Buf buf)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.BufCompleted))
            rule.OnBufCompleted(context, buf);
    }

    public void BufTouched(TaskContext context, Buf buf)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.BufTouched))
            rule.OnBufTouched(context, buf);
    }

    public void ForbiddenBlock(TaskContext context, string call)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.ForbiddenBlock))
            rule.OnForbiddenBlock(context, call);
    }

    public void Misused(TaskContext context, Misuse what, string deed)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.Misused))
            rule.OnMisused(context, what, deed);
    }

    public void RegistersMapped(DriverInstance instance, bool mapped) => Resource(instance, ResourceKind.RegisterMapping, null, mapped ? 1 : -1);

    public void InterruptAdded(DriverInstance instance, int inumber, bool added)
    {
        using var inside = gate.Enter();
        var vector = instance.Slot.Interrupts[inumber].Vector;
        if (!handlers.TryGetValue(vector, out var instances))
            handlers.Add(vector, instances = []);
        if (added)
            instances.Add(instance);
        else
            instances.Remove(instance);
        Resource(instance, ResourceKind.InterruptHandler, null, added ? 1 : -1);
    }

    public void SoftintAdded(DriverInstance instance, bool added) => Resource(instance, ResourceKind.SoftInterrupt, null, added ? 1 : -1);

    public void MemoryAllocated(ActorRef caller, KernelMemory memory)
    {
        using var inside = gate.Enter();
        memory.AllocatedBy = ContextOf(caller, memory.Owner);
        Resource(memory.Owner, memory.Kind, null, 1);
    }

    public void MemoryBound(DmaHandle handle, KernelMemory memory)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.MemoryBound))
            rule.OnMemoryBound(handle, memory);
    }

    public void MemoryFreed(TaskContext context, KernelMemory memory)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.MemoryFreed))
            rule.OnMemoryFreed(context, memory);
        memory.FreedBy = ContextOf(context.Self, memory.Owner);
        Resource(memory.Owner, memory.Kind, null, -1);
    }

    public void UnlockedBound(DmaHandle handle, TaskContext? unlocker = null)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.UnlockedBound))
            rule.OnUnlockedBound(handle, unlocker);
    }

    public void UmemUnlocked(TaskContext context, UmemCookie cookie)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.UmemUnlocked))
            rule.OnUmemUnlocked(context, cookie);
    }

    /// <summary>Pages of a user were locked, or unlocked again.</summary>
    /// <param name="instance">On whose behalf.</param>
    /// <param name="by">ddi_umem_lock or physio.</param>
    /// <param name="locked">Which of the two.</param>
    public void PagesLocked(DriverInstance instance, string by, bool locked) => Resource(instance, ResourceKind.LockedPages, by, locked ? 1 : -1);

    public void BufAllocated(DriverInstance instance, bool allocated) => Resource(instance, ResourceKind.BufHeader, null, allocated ? 1 : -1);

    public void TimeoutSet(DriverInstance instance, TimeoutId id) => Resource(instance, ResourceKind.Timeout, id.Name.Name, 1);

    public void TimeoutOver(DriverInstance instance, TimeoutId id) => Resource(instance, ResourceKind.Timeout, id.Name.Name, -1);

    public void Detached(DriverInstance instance) => Gone(instance, attachFailed: false);

    public void AttachFailed(DriverInstance instance) => Gone(instance, attachFailed: true);

    /// <summary>The instance was stopped, and what it holds is about to be taken back.</summary>
    public void Stopped(DriverInstance instance)
    {
        using var inside = gate.Enter();
        foreach (var known in handlers.Values)
            known.RemoveAll(other => other == instance);

        // What its device does until it is reset is no longer its own.
        drivers.Remove(instance.Slot.Device);
        foreach (var rule in Watching(RuleEvent.Stopped))
            rule.OnStopped(instance);
    }

    public void Hold(DriverInstance instance, string text) => held.Add(new HeldItem(instance.Name, text));

    public void Quiescent()
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.Quiescent))
            rule.OnQuiescent();
    }

    private void Resource(DriverInstance instance, ResourceKind kind, string? name, int change)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.Resource))
            rule.OnResource(instance, kind, name, change);
    }

    private void LogBind(DmaHandle handle, DmaBind status) =>
        runtime.Log.Write(LogLevel.Debug, runtime.Now, handle.Name, $"bound {handle.Mapping.Length} bytes: {status}, {handle.Mapping.WindowCount} window(s)");

    private void Gone(DriverInstance instance, bool attachFailed)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.Gone))
            rule.OnGone(instance, attachFailed);
    }

    /// <summary>The name of a context without its instance, <c>attach#1</c>. Nearly all instances do the same in the same context, and share the text.</summary>
    private string ContextOf(ActorRef caller, DriverInstance instance)
    {
        var name = caller.Name.AsSpan();
        if (name.Length > instance.Name.Length && name.StartsWith(instance.Name, StringComparison.Ordinal) && name[instance.Name.Length] == '/')
            name = name[(instance.Name.Length + 1)..];
        if (!name.Equals(latestContext, StringComparison.Ordinal))
            latestContext = name.ToString();
        return latestContext;
    }

    private Watchers Watching(RuleEvent watched) => new(rules, watch[watched]);

    /// <summary>The rules that watch an event, in their order.</summary>
    private ref struct Watchers(Rule[] rules, ulong left)
    {
        private ulong left = left;
        private int index;

        public readonly Rule Current => rules[index];

        public readonly Watchers GetEnumerator() => this;

        public bool MoveNext()
        {
            if (left == 0)
                return false;
            index = BitOperations.TrailingZeroCount(left);
            left &= left - 1;
            return true;
        }
    }
}
