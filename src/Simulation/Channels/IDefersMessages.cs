namespace DmaActors.Simulation;

/// <summary>An actor that does not look at some messages while it is busy with something else.</summary>
public interface IDefersMessages
{
    /// <summary>Asked once for each message, when it could be delivered.</summary>
    /// <returns>While this is held the message, and all behind it in its channel, waits; null: it never waits.</returns>
    Deferral? DeferralOf(Message message);
}
