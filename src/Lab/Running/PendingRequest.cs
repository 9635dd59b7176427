using DmaActors.Hardware.Memory;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>A request on its way, with its memory.</summary>
internal sealed class PendingRequest
{
    public IoRequest Request { get; set; }

    public MemoryObject? Memory { get; set; }

    public VirtualTime IssuedAt { get; set; }

    /// <summary>The buf or the uio that carries it. What a stopped instance answers late is carried by another than the one that is known here.</summary>
    public object? Carrier { get; set; }
}
