using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Framework.Rules;

// What the runtime, the interrupt controller and the bus report, told to the rules that watch it.
internal sealed partial class RuleBook : IWorldObserver, IInterruptObserver, IBusObserver
{
    public void OnDeadLetter(string sender, string receiver, Message message)
    {
        if (runtime.Log.IsEnabled(LogLevel.Warning))
            runtime.Log.Write(LogLevel.Warning, runtime.Now, receiver, $"dead letter from {sender}: {message}");
    }

    public void OnDataRace(DataRace race)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.DataRace))
            rule.OnDataRace(race);
    }

    public void OnForbiddenBlock(TaskContext context, string call) =>
        ForbiddenBlock(context, context.WaitsFor is KCondvar condition ? $"cv_wait on {condition}" : call);

    public void OnAboveLockLevel(TaskContext context, string call)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.AboveLockLevel))
            rule.OnAboveLockLevel(context, context.WaitsFor is KCondvar condition ? $"cv_wait on {condition}" : call);
    }

    public void OnInterruptStorm(int vector, bool claimed)
    {
        using var inside = gate.Enter();
        string[] names = handlers.TryGetValue(vector, out var known) ? [.. known.Select(instance => instance.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];
        foreach (var rule in Watching(RuleEvent.InterruptStorm))
            rule.OnInterruptStorm(vector, claimed, names);
    }

    public void OnUnansweredAccess(string who, PhysicalAddress address, int length, bool isWrite) =>
        Unanswered(who, address.Value, length, isWrite, "where no memory answers");

    public void OnTranslationFault(string who, BusAddress address, int length, bool isWrite, IommuFault fault)
    {
        var why = fault switch
        {
            IommuFault.ReadOnly => "which is mapped for reading only",
            IommuFault.NotMapped => "where nothing is mapped",
            _ => "which is no address of DVMA space",
        };
        Unanswered(who, address.Value, length, isWrite, why);
    }

    private void Unanswered(string who, ulong address, int length, bool isWrite, string why)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.UnansweredAccess))
            rule.OnUnansweredAccess(who, address, length, isWrite, why);
    }
}
