using DmaActors.Simulation;

namespace __Name__Devices;

/// <summary>What the disk tells itself when its service time is over. Messages are immutable; what goes into the trace hash is generated.</summary>
internal sealed partial record ServiceOver : Message;
