namespace DmaActors.Exploration.Shrinking;

/// <summary>Work that can be made smaller: with fewer requests, fewer devices, smaller sizes.</summary>
public interface IShrinkable
{
    /// <summary>What does the work. The same object each time.</summary>
    IModel Model { get; }

    /// <summary>Smaller work, what leaves out most first. None: it cannot be made smaller.</summary>
    IEnumerable<IShrinkable> Smaller();
}
