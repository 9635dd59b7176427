using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Interrupts;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.DriverHost;

/// <summary>Notes every register access; a register holds what was written to it. Register 0 is the interrupt line.</summary>
internal sealed class ProbeDevice(InterruptLine line) : Actor
{
    public const int Line = 0;

    private readonly Dictionary<int, ulong> values = [];

    public List<string> Seen { get; } = [];

    /// <summary>Of each read how often its context had read the same before, in a row.</summary>
    public List<int> Repeats { get; } = [];

    /// <summary>In whose turn a test lets the device reach for memory.</summary>
    public ActorContext Turn => Context;

    /// <summary>What it was sent beside register accesses.</summary>
    public List<Message> Received { get; } = [];

    /// <summary>What it does when a register has been written.</summary>
    public Action<ActorContext, RegisterWrite>? OnWrite { get; set; }

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case RegisterWrite write:
                Seen.Add($"put{write.Width * 8} {write.Offset}={write.Value}");
                values[write.Offset] = write.Value;
                if (write.Offset == Line)
                    line.Set(write.Value != 0, Context);
                OnWrite?.Invoke(Context, write);
                break;
            case RegisterRead read:
                Seen.Add($"get{read.Width * 8} {read.Offset}");
                Repeats.Add(read.Repeats);
                Context.Tell(read.ReplyTo, new Reply<Word>(new Word(read.Seen(values.GetValueOrDefault(read.Offset)))));
                break;
            default:
                Received.Add(message);
                break;
        }
    }
}
