using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>Watches the bus.</summary>
public interface IBusObserver
{
    /// <summary>No memory answered: reads gave all ones, writes went nowhere.</summary>
    void OnUnansweredAccess(string who, PhysicalAddress address, int length, bool isWrite);

    /// <summary>The IOMMU refused the access of a device: a read gave all ones, a write went nowhere.</summary>
    void OnTranslationFault(string who, BusAddress address, int length, bool isWrite, IommuFault fault);
}
