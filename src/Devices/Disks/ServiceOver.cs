namespace DmaActors.Devices;

/// <summary>A disk to itself: the head is there, data can move.</summary>
internal sealed partial record ServiceOver : Message;
