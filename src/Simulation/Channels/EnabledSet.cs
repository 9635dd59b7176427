namespace DmaActors.Simulation.Channels;

/// <summary>
/// The steps that may be next, oldest message first. As few as there are in exploration stand in one block; many, as under load, in a list of blocks.
/// </summary>
internal sealed class EnabledSet
{
    /// <summary>Where there were many, there are few again only at this number, so that they do not move to and fro.</summary>
    private const int FewAgain = AgeBlock.Most / 2;

    private readonly AgeBlock few = new();

    /// <summary>All of them, or none: then they are few.</summary>
    private readonly AgeList many = new();

    public int Count { get; private set; }

    /// <summary>All steps side by side. Many have to be laid out for it. Valid until the next change.</summary>
    public ReadOnlySpan<StepId> Steps => many.Count > 0 ? many.LayOut() : few.Steps;

    public Channel this[int index] => many.Count > 0 ? many[index] : few[index];

    public void Add(Channel channel)
    {
        channel.IsEnabled = true;
        if (few.Count == Count && Count < AgeBlock.Most)
            few.Add(channel);
        else
            AddToMany(channel);
        Count++;
    }

    public Channel RemoveAt(int index)
    {
        var channel = few.Count == Count ? few.RemoveAt(index) : RemoveFromMany(index);
        channel.IsEnabled = false;
        Count--;
        return channel;
    }

    public void Remove(Channel channel) => RemoveAt(many.Count > 0 ? many.IndexOf(channel) : few.IndexOf(channel));

    public void Clear()
    {
        few.Clear();
        many.Clear();
        Count = 0;
    }

    private void AddToMany(Channel channel)
    {
        foreach (var step in few.Steps)
            many.Add(step.Channel);
        few.Clear();
        many.Add(channel);
    }

    private Channel RemoveFromMany(int index)
    {
        var channel = many.RemoveAt(index);
        if (many.Count > FewAgain)
            return channel;
        foreach (var step in many.LayOut())
            few.Add(step.Channel);
        many.Clear();
        return channel;
    }
}
