namespace DmaActors.Devices;

internal static class Placeholder;
