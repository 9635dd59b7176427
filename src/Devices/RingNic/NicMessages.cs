namespace DmaActors.Devices;

/// <summary>The adapter to itself: a frame is back from the wire.</summary>
internal sealed partial record FrameArrives : Message;

/// <summary>The adapter to itself: what it has kept back for others to join has waited long enough.</summary>
/// <param name="Line">Of which interrupt line.</param>
internal sealed partial record CoalescingEnds(int Line) : Message;
