using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>Small numbers for channels, kept for the whole exploration. They depend on the order of discovery, so they never show.</summary>
internal sealed class ChannelNumbers
{
    private readonly Dictionary<ulong, int> numbers = [];
    private readonly List<(ulong Digest, string? Sender, string? Receiver)> channels = [];

    /// <summary>The number of a channel of which no more is known than its digest.</summary>
    public int this[ulong digest]
    {
        get
        {
            if (numbers.TryGetValue(digest, out var number))
                return number;
            numbers.Add(digest, channels.Count);
            channels.Add((digest, null, null));
            return channels.Count - 1;
        }
    }

    /// <summary>The number of the channel of a step, with its name.</summary>
    public int this[StepId step]
    {
        get
        {
            var number = this[step.ChannelDigest];
            if (channels[number].Sender is null)
                channels[number] = (step.ChannelDigest, WithoutNumber(step.Sender), WithoutNumber(step.Receiver));
            return number;
        }
    }

    public ulong DigestOf(int number) => channels[number].Digest;

    /// <summary>What a step on a channel is; null: nobody has seen one.</summary>
    public StepKind? KindOf(int number, string? messageType) =>
        channels[number] is { Sender: { } sender, Receiver: { } receiver } ? new StepKind(sender, receiver, messageType) : null;

    /// <summary><c>disk0/callback#2</c> is as good as any other callback of disk0.</summary>
    private static string WithoutNumber(string name)
    {
        var end = name.IndexOf('#', StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }
}
