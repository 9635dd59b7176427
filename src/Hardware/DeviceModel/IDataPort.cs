namespace DmaActors.Hardware.DeviceModel;

/// <summary>The device's side of a transfer: its media, its buffer, its wire. Bytes pass it in order.</summary>
public interface IDataPort
{
    /// <summary>The next bytes from the device to memory.</summary>
    void Supply(Span<byte> destination);

    /// <summary>The next bytes from memory to the device.</summary>
    void Accept(ReadOnlySpan<byte> source);
}
