namespace DmaActors.Hardware.Memory;

/// <summary>
/// The books on page frames do not balance: a frame was freed twice, or freed by who never got it, or a count is wrong. Nothing that a driver does can
/// lead here (its misuse is a finding, found earlier): this is a fault of the simulator.
/// </summary>
public sealed class LedgerException(string message) : InvalidOperationException(message);
