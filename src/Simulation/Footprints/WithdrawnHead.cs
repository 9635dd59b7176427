namespace DmaActors.Simulation;

/// <summary>A head that a step took back: a timer that it cancelled. It could have been delivered just before that step, and never will be after it.</summary>
/// <param name="ChannelDigest">The channel by name: <see cref="StepId.ChannelDigest"/>.</param>
/// <param name="Born">Its number among everything that was sent or set: <see cref="StepId.Born"/>.</param>
/// <param name="Guard">The object on which it depended whether it might be delivered; 0: none.</param>
/// <param name="IsTimer">Whether it was a timer.</param>
/// <param name="Due">When it was due.</param>
public readonly record struct WithdrawnHead(ulong ChannelDigest, long Born, ulong Guard, bool IsTimer, VirtualTime Due)
{
    /// <summary>The object that the step touched when it took the head back, and that the delivery would have touched.</summary>
    public ulong Object => Objects.Part(ChannelDigest, 0);
}
