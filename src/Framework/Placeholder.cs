namespace DmaActors.Framework;

internal static class Placeholder;
