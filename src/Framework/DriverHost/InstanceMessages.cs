namespace DmaActors.Framework.DriverHost;

/// <summary>attach(9E).</summary>
internal sealed partial record Attach : Message;

/// <summary>detach(9E).</summary>
internal sealed partial record Detach : Message;

/// <summary>open(9E).</summary>
internal sealed partial record Open : Message;

/// <summary>close(9E).</summary>
internal sealed partial record Close : Message;

/// <summary>An entry point has returned.</summary>
/// <param name="Instance">Of which instance.</param>
/// <param name="EntryPoint">attach, detach, open or close.</param>
/// <param name="Result">DDI_SUCCESS, DDI_FAILURE or an errno.</param>
internal sealed partial record EntryPointReturned(ActorRef Instance, string EntryPoint, int Result) : Message;

/// <summary>A timeout is due.</summary>
internal sealed partial record TimeoutDue(TimeoutId Id) : Message;

/// <summary>untimeout came too late: answer when the handler has ended.</summary>
internal sealed partial record AwaitTimeout(TimeoutId Id) : Message;
