using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>A device whose engine makes one transfer at a time, each of which leads to something: who starts one says to what.</summary>
public abstract class SequencedDevice : Device
{
    private protected SequencedDevice(DeviceWiring wiring, RegisterMap registers)
        : base(wiring, registers)
    {
    }

    /// <summary>A transfer is under way.</summary>
    private protected bool IsMoving => afterTransfer is not null;

    /// <summary>The engine has not stopped yet moving what <see cref="GiveUp"/> gave up.</summary>
    private protected bool IsStopping => abandoned > 0;

    /// <summary>Moves all of the data, and then goes on. None is under way.</summary>
    private protected void Move(List<DmaSegment> segments, bool toMemory, long burstBytes, IDataPort data, Action then)
    {
        afterTransfer = then;
        StartTransfer(segments, toMemory, (int)burstBytes, data);
    }

    /// <summary>Gives up the transfer under way, if there is one, and what it would have led to. The engine may move one more grant.</summary>
    private protected void GiveUp()
    {
        if (!IsMoving)
            return;
        StopTransfer();
        abandoned++;
        afterTransfer = null;
    }

    protected sealed override void OnTransferComplete(TransferComplete completion)
    {
        if (abandoned > 0)
        {
            abandoned--;
            return;
        }

        var then = afterTransfer!;
        afterTransfer = null;
        then();
    }

    private Action? afterTransfer;

    // Ends of transfers still to come that were given up. They come in order, before those of later ones.
    private int abandoned;
}
