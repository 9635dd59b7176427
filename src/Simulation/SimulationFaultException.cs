namespace DmaActors.Simulation;

/// <summary>A broken invariant of DmaActors itself: never the fault of a driver, a device or an input.</summary>
public sealed class SimulationFaultException : Exception
{
    public SimulationFaultException(string message)
        : base(message)
    {
    }

    public SimulationFaultException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
