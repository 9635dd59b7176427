using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Shells;

/// <summary>To a shell: its actor is told something from outside all worlds.</summary>
internal sealed record FromOutside(ShellPort Port, Message Message);
