namespace DmaActors.Framework.Interrupts;

/// <summary>ddi_intr_add_softint(9F). Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.</summary>
internal sealed partial record AddSoftint(SoftintHandle Handle) : Message;

/// <summary>ddi_intr_remove_softint(9F): what was triggered and has not begun does not run. Answered when the handler does not run.</summary>
internal sealed partial record RemoveSoftint(SoftintHandle Handle) : Message;

/// <summary>ddi_intr_trigger_softint(9F). Answered by <see cref="DdiStatus"/>: SUCCESS, or EPENDING.</summary>
internal sealed partial record TriggerSoftint(SoftintHandle Handle, [property: NotDigested] object? Argument) : Message;

/// <summary>The soft level is taken: its handlers with work are called.</summary>
internal sealed partial record SoftLevelRaised(int Level) : Message;

/// <summary>Calls one handler.</summary>
internal sealed partial record SoftInterrupt(SoftintHandle Handle, [property: NotDigested] object? Argument) : Message;

/// <summary>The handler has returned; nobody asks whether it claimed.</summary>
internal sealed partial record SoftInterruptAnswer(int Level) : Message
{
    /// <summary>Whose handler.</summary>
    [NotDigested]
    public ActorRef Instance { get; init; }
}
