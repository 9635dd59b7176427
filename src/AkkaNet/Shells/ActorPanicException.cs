using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Shells;

/// <summary>An exception left the code of a driver or device: thrown on by its shell, so that the supervisor decides.</summary>
internal sealed class ActorPanicException(ShellPort port, Panic panic)
    : Exception($"{panic.Actor} threw {panic.Exception.GetType().Name} in step {panic.Step}: {panic.Exception.Message}", panic.Exception)
{
    public ShellPort Port { get; } = port;

    public Panic Panic { get; } = panic;
}
