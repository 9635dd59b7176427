namespace DmaActors.Hardware.Interrupts;

/// <summary>The wire of the vector rose: one of its lines did, and no other was high. Or a device sent its interrupt as a message. Waits while the handlers are called.</summary>
public sealed partial record LineChanged(int Vector) : Message;

/// <summary>Adds a handler to a vector: before those of the same priority, behind those of a higher one. Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.</summary>
/// <param name="Vector">The vector, 0 to 255.</param>
/// <param name="Priority">1 to 12; higher is called first.</param>
/// <param name="Instance">Who is called.</param>
/// <param name="Number">Which of the instance's handlers.</param>
public sealed partial record AddHandler(int Vector, int Priority, ActorRef Instance, int Number) : Message;

/// <summary>
/// Removes a handler; answered when it neither runs nor will be called again. Of a handler that is not there, or not any more, the answer comes at once.
/// </summary>
public sealed partial record RemoveHandler(int Vector, ActorRef Instance, int Number) : Message;

/// <summary>Masks or unmasks a vector; what rises meanwhile is seen at the unmasking.</summary>
public sealed partial record MaskVector(int Vector, bool Masked) : Message;

/// <summary>Calls one handler; the controller awaits its <see cref="InterruptAnswer"/> before it calls the next.</summary>
public sealed partial record Interrupt(int Vector, int Number) : Message;

/// <summary>The controller to itself: the line is still high.</summary>
internal sealed partial record WalkAgain(int Vector) : Message;

/// <summary>CLAIMED or UNCLAIMED.</summary>
public sealed partial record InterruptAnswer(int Vector, bool Claimed) : Message
{
    /// <summary>Whose handler answers. Nobody: one that never stops.</summary>
    [NotDigested]
    public ActorRef Instance { get; init; }
}

/// <summary>
/// An instance has stopped: none of its handlers is called any more, and a walk that waits for one of them goes on as if that had not claimed. Answered by
/// <see cref="Reply{T}"/> of <see cref="Done"/>. Its device must have lowered its lines, or the walks find them high.
/// </summary>
public sealed partial record RemoveHandlersOf(ActorRef Instance) : Message;
