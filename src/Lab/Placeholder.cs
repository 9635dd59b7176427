namespace DmaActors.Lab;

internal static class Placeholder;
