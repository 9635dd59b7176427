namespace DmaActors.Hardware.DeviceModel;

/// <summary>A bad board is about to interrupt without a reason.</summary>
internal sealed partial record SpuriousInterruptDue : Message
{
    public static readonly SpuriousInterruptDue Instance = new();
}
