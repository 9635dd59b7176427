using DmaActors.Framework.Interrupts;
using DmaActors.Hardware.Interrupts;

namespace DmaActors.Framework;

/// <content>Interrupts, hard and soft.</content>
public sealed partial class DdiFunctions
{
    /// <summary>ddi_intr_get_hilevel_pri(9F): from this priority on a handler is high-level.</summary>
    public const int IntrHilevelPri = ContextKind.LockLevel + 1;

    /// <summary>ddi_intr_get_nintrs(9F): how many interrupts the device has. Their inumbers count from 0.</summary>
    public int IntrGetNIntrs() => instance.Slot.Interrupts.Count;

    /// <summary>ddi_intr_get_pri(9F): the priority of an interrupt, 1 to 12.</summary>
    public int IntrGetPri(int inumber = 0) => instance.Slot.Interrupts[inumber].Priority;

    /// <summary>ddi_intr_hilevel(9F): whether the handler of the interrupt is high-level: it may take mutexes of its own priority only, and is to trigger a soft interrupt.</summary>
    public bool IntrHilevel(int inumber = 0) => IntrGetPri(inumber) >= IntrHilevelPri;

    /// <summary>
    /// ddi_intr_add_handler(9F) and ddi_intr_enable(9F): from here on the handler may be called, also before this returns. FAILURE when there is one already, or no such
    /// interrupt. Not in interrupts and callbacks.
    /// </summary>
    /// <param name="handler">Reads the device's status, and claims what is its own.</param>
    /// <param name="inumber">Which interrupt of the device, from 0.</param>
    public async DdiTask<DdiResult> IntrAddHandler(Func<DdiTask<DdiIntr>> handler, int inumber = 0)
    {
        instance.RunningWhereItMayBlock("ddi_intr_add_handler");
        ArgumentNullException.ThrowIfNull(handler);
        if (!Exists(inumber) || !instance.TrySetInterruptHandler(inumber, handler))
            return DdiResult.Failure;
        return await IntrEnable(inumber);
    }

    /// <summary>ddi_intr_enable(9F): the handler is called again. FAILURE without a handler, or when it is enabled. Not in interrupts and callbacks.</summary>
    public async DdiTask<DdiResult> IntrEnable(int inumber = 0)
    {
        instance.RunningWhereItMayBlock("ddi_intr_enable");
        if (!Exists(inumber) || instance.Interrupts[inumber] is null || instance.Interrupts.IsEnabled(inumber))
            return DdiResult.Failure;
        instance.Interrupts.Enable(inumber, true);
        var source = instance.Slot.Interrupts[inumber];
        await Controller(new AddHandler(source.Vector, source.Priority, instance.Self, inumber));
        return DdiResult.Success;
    }

    /// <summary>
    /// ddi_intr_disable(9F): when it returns, the handler neither runs nor is called, until ddi_intr_enable. An edge or a message that comes meanwhile is lost. FAILURE when it
    /// is not enabled. Never call it holding a mutex that the handler takes; not in interrupts and callbacks.
    /// </summary>
    public async DdiTask<DdiResult> IntrDisable(int inumber = 0)
    {
        instance.RunningWhereItMayBlock("ddi_intr_disable");
        if (!Exists(inumber) || !instance.Interrupts.IsEnabled(inumber))
            return DdiResult.Failure;
        instance.Interrupts.Enable(inumber, false);
        await Controller(new RemoveHandler(instance.Slot.Interrupts[inumber].Vector, instance.Self, inumber));
        return DdiResult.Success;
    }

    /// <summary>ddi_intr_disable(9F) and ddi_intr_remove_handler(9F): when it returns, the handler neither runs nor will run. Never call it holding a mutex that the handler takes.
    /// FAILURE when there is none. Not in interrupts and callbacks.</summary>
    public async DdiTask<DdiResult> IntrRemoveHandler(int inumber = 0)
    {
        instance.RunningWhereItMayBlock("ddi_intr_remove_handler");
        if (!Exists(inumber))
            return DdiResult.Failure;
        instance.Interrupts.Enable(inumber, false);
        await Controller(new RemoveHandler(instance.Slot.Interrupts[inumber].Vector, instance.Self, inumber));
        if (instance.TrySetInterruptHandler(inumber, null))
            return DdiResult.Success;
        instance.Rules.InterruptAdded(instance, inumber, added: false);
        return DdiResult.Failure;
    }

    /// <summary>ddi_intr_add_softint(9F): a handler that is called after each trigger, at a level of its own. EINVAL for a priority that is none. Not in interrupts and callbacks.</summary>
    /// <param name="priority">1 to 9.</param>
    /// <param name="handler">Is given what the trigger gave. It may find that there is nothing to do.</param>
    public async DdiTask<SoftintResult> IntrAddSoftint(int priority, Func<object?, DdiTask<DdiIntr>> handler)
    {
        instance.RunningWhereItMayBlock("ddi_intr_add_softint");
        ArgumentNullException.ThrowIfNull(handler);
        if (priority is < SoftintHandle.LowestPriority or > SoftintHandle.HighestPriority)
            return new SoftintResult(DdiResult.EInval, null);
        var handle = instance.MakeSoftint(priority, handler);
        await SoftLevels<Done>(new AddSoftint(handle));
        return new SoftintResult(DdiResult.Success, handle);
    }

    /// <summary>
    /// ddi_intr_trigger_softint(9F): the handler will run, once, with the argument. EPENDING when it was triggered and has not begun: the argument is dropped. FAILURE when it
    /// has been removed. From every context, high-level handlers too.
    /// </summary>
    public ContextCall<DdiStatus> IntrTriggerSoftint(SoftintHandle handle, object? argument = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return SoftLevels<DdiStatus>(new TriggerSoftint(handle, argument));
    }

    /// <summary>
    /// ddi_intr_remove_softint(9F): when it returns, the handler neither runs nor will run, whether or not it was triggered. Never call it holding a mutex that the handler takes.
    /// FAILURE the second time. Not in interrupts and callbacks.
    /// </summary>
    public async DdiTask<DdiResult> IntrRemoveSoftint(SoftintHandle handle)
    {
        instance.RunningWhereItMayBlock("ddi_intr_remove_softint");
        ArgumentNullException.ThrowIfNull(handle);
        if (handle.IsRemoved)
            return DdiResult.Failure;
        handle.IsRemoved = true;
        await SoftLevels<Done>(new RemoveSoftint(handle));
        instance.Rules.SoftintAdded(instance, added: false);
        return DdiResult.Success;
    }

    /// <summary>ddi_add_softintr(9F), the older form of <see cref="IntrAddSoftint"/>: the handler is given no argument.</summary>
    /// <param name="preference">LOW and MED are level 4, HIGH is level 6; EINVAL for anything else.</param>
    /// <param name="handler">What runs.</param>
    public DdiTask<SoftintResult> AddSoftintr(SoftintPreference preference, Func<DdiTask<DdiIntr>> handler) =>
        IntrAddSoftint(LevelOf(preference), _ => handler());

    /// <summary>ddi_trigger_softintr(9F): tells nothing of whether it was pending already. From every context, high-level handlers too.</summary>
    public async DdiTask TriggerSoftintr(SoftintHandle id) => await IntrTriggerSoftint(id);

    /// <summary>ddi_remove_softintr(9F).</summary>
    public async DdiTask RemoveSoftintr(SoftintHandle id) => await IntrRemoveSoftint(id);

    private static int LevelOf(SoftintPreference preference) => preference switch
    {
        SoftintPreference.Low or SoftintPreference.Med => 4,
        SoftintPreference.High => 6,
        _ => 0,
    };

    private bool Exists(int inumber) => inumber >= 0 && inumber < instance.Slot.Interrupts.Count;

    private ContextCall<Done> Controller(Message request) => new(instance, instance.Machine.Controller, request);

    private ContextCall<T> SoftLevels<T>(Message request)
        where T : struct, IDigestible => new(instance, instance.Machine.SoftInterrupts, request);
}
