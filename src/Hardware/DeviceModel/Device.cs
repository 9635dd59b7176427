using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Interrupts;

namespace DmaActors.Hardware.DeviceModel;

/// <summary>
/// The base of a device model: declare registers in the constructor, start transfers, raise and lower the line. Members in this order in every model:
/// constructor with the register map, register effects, inputs (completion, timers), outputs, fields, offsets.
/// </summary>
public abstract class Device : Actor
{
    private readonly DeviceWiring wiring;

    protected Device(DeviceWiring wiring) => this.wiring = wiring;

    /// <summary>The registers of this device.</summary>
    protected RegisterMap Registers { get; } = new();

    /// <summary>The media of this device.</summary>
    /// <exception cref="InvalidOperationException">The scenario gave it none.</exception>
    protected IMedia Media => wiring.Media ?? throw new InvalidOperationException($"{Context.Name} has no media: give it 'media' in the scenario.");

    /// <summary>The level of the interrupt line.</summary>
    protected bool Line
    {
        get => wiring.Line.IsHigh;
        set => wiring.Line.Set(value, Context);
    }

    /// <summary>Starts the engine; <see cref="OnTransferComplete"/> tells the end.</summary>
    protected void StartTransfer(IReadOnlyList<DmaSegment> segments, bool toMemory, int burstBytes, IDataPort port) =>
        Context.Tell(wiring.EngineActor, new StartTransfer(segments, toMemory, burstBytes, port));

    /// <summary>Stops the engine: it completes as aborted.</summary>
    protected void StopTransfer() => Context.Tell(wiring.EngineActor, new StopTransfer());

    /// <summary>The engine has moved everything, or was stopped.</summary>
    protected virtual void OnTransferComplete(TransferComplete completion)
    {
    }

    /// <summary>A timer of the device fired, or a message of its own arrived.</summary>
    protected virtual void OnMessage(Message message)
    {
    }

    protected sealed override void Receive(Message message)
    {
        switch (message)
        {
            case RegisterWrite write:
                if (!Registers.TryWrite(write.Offset, write.Width, write.Value))
                    ReportOddAccess("write to", write.Offset, write.Width);
                break;
            case RegisterRead read:
                if (!Registers.TryRead(read.Offset, read.Width, out var value))
                    ReportOddAccess("read from", read.Offset, read.Width);
                // The answer travels behind everything that the device has written.
                wiring.Engine.PushWrites(Context);
                Context.Tell(read.ReplyTo, new Reply<Word>(new Word(value)), new VirtualDuration(wiring.Bus.Timing.RegisterReadNanoseconds));
                break;
            case TransferComplete completion:
                OnTransferComplete(completion);
                break;
            default:
                OnMessage(message);
                break;
        }
    }

    private void ReportOddAccess(string access, int offset, int width)
    {
        if (Context.Log.IsEnabled(LogLevel.Warning))
            Context.Log.Write(LogLevel.Warning, Context.Now, Context.Name, $"{access} 0x{offset:X} ({width * 8} bits): no such register");
    }
}
