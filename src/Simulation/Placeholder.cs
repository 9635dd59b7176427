namespace DmaActors.Simulation;

internal static class Placeholder;
