namespace DmaActors.Drivers;

internal static class Placeholder;
