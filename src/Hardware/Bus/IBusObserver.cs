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

    /// <summary>A transfer of a device begins: where it goes is settled, and nothing of it has moved.</summary>
    void OnTransferBegan(ActorRef device)
    {
    }

    /// <summary>A device's next bytes have been moved.</summary>
    /// <param name="device">For which device.</param>
    /// <param name="address">As the device says it.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="isWrite">To memory.</param>
    /// <param name="answered">Whether there is memory.</param>
    void OnMoved(ActorRef device, BusAddress address, int length, bool isWrite, bool answered)
    {
    }
}
