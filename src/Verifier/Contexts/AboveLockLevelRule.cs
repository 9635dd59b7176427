namespace DmaActors.Verifier.Contexts;

/// <summary>
/// A handler above the lock level interrupts whoever holds a lock of the system, and who holds a mutex that it shares keeps off what is at or below its level: neither may take
/// what a thread may hold while it sleeps.
/// </summary>
internal sealed class AboveLockLevelRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA022",
        "a lock of the system above the lock level",
        "Writing Device Drivers, chapter 8, Handling High-Level Interrupts, and mutex(9F): only mutexes of the handler's own priority, no condition variables, memory or DMA",
        "store what the device says under a mutex of the handler's priority, and trigger a soft interrupt that does the rest without it");

    public override RuleInfo Info => Text;

    protected override void OnAboveLockLevel(TaskContext context, string call)
    {
        var why = context.Kind.Level > ContextKind.LockLevel ? "a high-level handler" : "which holds a mutex of a high-level handler";
        Report(context.Name, $"{context.Name}, {why}, called {call} at level {context.Level}, above the lock level {ContextKind.LockLevel}");
    }
}
