using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>Watches the bus.</summary>
public interface IBusObserver
{
    /// <summary>No memory answered: reads gave all ones, writes went nowhere.</summary>
    void OnUnansweredAccess(string who, PhysicalAddress address, int length, bool isWrite);
}
