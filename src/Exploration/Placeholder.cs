namespace DmaActors.Exploration;

internal static class Placeholder;
