namespace DmaActors.Verifier;

internal static class Placeholder;
