using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Workloads;

/// <summary>The errors of one input, in the order in which they were found: the first <see cref="Kept"/> in full, the rest counted.</summary>
internal sealed class InputErrors
{
    public const int Kept = 50;

    private readonly List<InputError> list = [];

    public IReadOnlyList<InputError> List => list;

    /// <summary>All errors, those that are not in the list included.</summary>
    public int Count { get; private set; }

    public bool Any => Count > 0;

    /// <summary>Whether an error added now would be kept; if not, its message need not be made up.</summary>
    public bool HasRoom => list.Count < Kept;

    public void Add(InputError error)
    {
        Count++;
        if (HasRoom)
            list.Add(error);
    }

    /// <summary>Counts an error for which there was no room.</summary>
    public void CountOnly() => Count++;
}
