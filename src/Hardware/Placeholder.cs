namespace DmaActors.Hardware;

internal static class Placeholder;
