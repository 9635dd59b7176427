namespace DmaActors.Framework.DriverHost;

/// <summary>attach(9E).</summary>
internal sealed partial record Attach : Message;

/// <summary>detach(9E).</summary>
internal sealed partial record Detach : Message;

/// <summary>detach(9E) with DDI_SUSPEND.</summary>
internal sealed partial record Suspend : Message;

/// <summary>Every instance is suspended: the power of the device goes.</summary>
internal sealed partial record LosePower : Message;

/// <summary>attach(9E) with DDI_RESUME, with the power back if it was away.</summary>
internal sealed partial record Resume : Message;

/// <summary>open(9E).</summary>
internal sealed partial record Open : Message;

/// <summary>close(9E).</summary>
internal sealed partial record Close : Message;

/// <summary>An entry point has returned.</summary>
/// <param name="Instance">Of which instance.</param>
/// <param name="EntryPoint">attach, detach, suspend, resume, open or close.</param>
/// <param name="Result">DDI_SUCCESS, DDI_FAILURE or an errno.</param>
internal sealed partial record EntryPointReturned(ActorRef Instance, string EntryPoint, int Result) : Message;

/// <summary>A timeout is due.</summary>
internal sealed partial record TimeoutDue(TimeoutId Id) : Message;

/// <summary>untimeout came too late: answer when the handler has ended.</summary>
internal sealed partial record AwaitTimeout(TimeoutId Id) : Message;
