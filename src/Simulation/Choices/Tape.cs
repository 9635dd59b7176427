namespace DmaActors.Simulation;

/// <summary>Every answer that a strategy gave in a run, in order. A world with this tape runs the same again.</summary>
public sealed class Tape
{
    private Choice[] choices = new Choice[64];

    public int Count { get; private set; }

    public ReadOnlySpan<Choice> Choices => choices.AsSpan(0, Count);

    public void Add(Choice choice)
    {
        if (Count == choices.Length)
            Array.Resize(ref choices, Count * 2);
        choices[Count++] = choice;
    }

    public void Clear() => Count = 0;
}
