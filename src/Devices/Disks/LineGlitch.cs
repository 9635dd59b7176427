namespace DmaActors.Devices;

/// <summary>A bad board to itself: the line rises, and nothing has happened.</summary>
internal sealed partial record LineGlitch : Message;
