using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Hardware.DeviceModel;

/// <summary>How a device is wired into its machine. The machine makes it and gives it to the constructor of the model.</summary>
/// <param name="Bus">Where its registers and its engine are.</param>
/// <param name="Engine">Its bus-master engine.</param>
/// <param name="EngineActor">The engine's address.</param>
/// <param name="Line">Its interrupt line.</param>
/// <param name="Media">What it stores; null for a device without media.</param>
/// <param name="DmaLine">Its channel of the DMA controller; null for a device that has none.</param>
/// <param name="MoreLines">The interrupt lines that it has beside the first; null for most devices.</param>
/// <param name="SpuriousInterrupts">How many interrupts without a reason the board raises: each a moment after the first line has been lowered.</param>
public sealed record DeviceWiring(SystemBus Bus, BusMasterEngine Engine, ActorRef EngineActor, InterruptLine Line, IMedia? Media, DmaRequestLine? DmaLine = null, IReadOnlyList<InterruptLine>? MoreLines = null, int SpuriousInterrupts = 0);
