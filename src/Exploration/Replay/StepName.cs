namespace DmaActors.Exploration.Replay;

/// <summary>
/// A step by what it is and not by when it happens: the n-th delivery of one type of message from one sender to one receiver. In another order of the same model, and mostly in a
/// model that has changed a little, it names the same step.
/// </summary>
/// <param name="Kind">Sender, receiver and type of the message, folded (<see cref="DmaActors.Simulation.StepId.Digest"/>).</param>
/// <param name="Ordinal">Which of them, from 1.</param>
public readonly record struct StepName(ulong Kind, int Ordinal);
