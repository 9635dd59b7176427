using DmaActors.Framework.Block;
using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Character;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Network;
using DmaActors.Framework.Registers;
using DmaActors.Hardware.Interrupts;

namespace DmaActors.Framework;

// What the contexts of an instance have to do with one another beside soft state and locks.
public sealed partial class DriverInstance
{
    private static readonly ulong Handlers = TraceDigest.OfName("interrupt handlers");
    private static readonly ulong Timeouts = TraceDigest.OfName("timeouts");
    private static readonly ulong Change = TraceDigest.OfName("change of state");
    private static readonly ulong Numbers = TraceDigest.OfName("numbers");

    protected override string? UndeclaredState => Slot.UndeclaredState;

    internal Footprint? Footprint => Context.Footprint;

    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        switch (message)
        {
            case Strategy or SoftInterrupt or RunCallback or LoadMemory or CharacterIo or Transmit or Close or Detach:
                footprint.Reads(Self);
                break;
            case Interrupt:
                footprint.Reads(Self, Handlers);
                break;
            case TimeoutDue or AwaitTimeout:
                footprint.Writes(Self, Timeouts);
                break;
            default:
                footprint.Writes(Self);
                break;
        }
    }

    /// <summary>Names are given in the order of the calls.</summary>
    private void TouchNumbers() => Footprint?.Writes(Self, Numbers);

    /// <summary>There is one attach, detach, suspend or resume at a time.</summary>
    private void TouchChange() => Footprint?.Writes(Self, Change);

    private void TouchTimeouts() => Footprint?.Writes(Self, Timeouts);
}
