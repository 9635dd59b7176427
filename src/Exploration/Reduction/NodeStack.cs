namespace DmaActors.Exploration.Reduction;

/// <summary>The states of the run, from the first to the present one, each with its candidates.</summary>
internal sealed class NodeStack
{
    private Node[] nodes = new Node[64];
    private Candidate[] candidates = new Candidate[512];
    private int end;

    public int Count { get; private set; }

    public ref Node this[int depth] => ref nodes[depth];

    public ref Node Top => ref nodes[Count - 1];

    public Span<Candidate> CandidatesOf(int depth) => candidates.AsSpan(nodes[depth].First, nodes[depth].End - nodes[depth].First);

    public ref Candidate ChosenOf(int depth) => ref candidates[nodes[depth].Chosen];

    /// <summary>Begins a state without candidates.</summary>
    public void Push(int values, int kept)
    {
        if (Count == nodes.Length)
            Array.Resize(ref nodes, Count * 2);
        nodes[Count++] = new Node { First = end, End = end, Chosen = -1, Values = values, Kept = kept };
    }

    /// <summary>Adds a candidate to the present state.</summary>
    public void Add(int channel, int index)
    {
        if (end == candidates.Length)
            Array.Resize(ref candidates, end * 2);
        candidates[end++] = new Candidate { Channel = channel, Index = index };
        Top.End = end;
    }

    public void Pop()
    {
        end = Top.First;
        Count--;
    }

    /// <summary>Chooses, of those that are wanted and do not sleep, the oldest. False: there is none.</summary>
    public bool ChooseNext()
    {
        for (var i = Top.First; i < Top.End; i++)
        {
            if (!candidates[i].IsWanted || candidates[i].IsAsleep)
                continue;
            Top.Chosen = i;
            return true;
        }

        return false;
    }

    /// <summary>Wants the oldest of those that do not sleep.</summary>
    public void WantFirst()
    {
        for (var i = Top.First; i < Top.End; i++)
        {
            if (candidates[i].IsAsleep)
                continue;
            candidates[i].IsWanted = true;
            return;
        }
    }
}
