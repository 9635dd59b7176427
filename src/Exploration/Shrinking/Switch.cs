using DmaActors.Exploration.Replay;

namespace DmaActors.Exploration.Shrinking;

/// <summary>One departure from the default order, by names, so that it can be taken into a run that differs elsewhere.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Message">To which message.</param>
/// <param name="Anchor">
/// A message that is put off waits until this one has been delivered; null: until nothing else can happen. A timer that is brought forward goes off as soon as this one has been
/// delivered.
/// </param>
public sealed record Switch(SwitchKind Kind, StepName Message, StepName? Anchor);
