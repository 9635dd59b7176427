namespace DmaActors.Hardware.Interrupts;

/// <summary>How devices interrupt on a vector; all of one vector in the same way.</summary>
public enum InterruptTrigger
{
    /// <summary>By a wire whose level counts: the interrupt lasts until it is low.</summary>
    Level,

    /// <summary>By a wire whose rise counts. Lines of one vector are soldered together: with one of them high, the rise of another is none.</summary>
    Edge,

    /// <summary>By a message on the bus, behind what the device has written. Each message counts, whatever other devices of the vector have sent.</summary>
    Message,
}
