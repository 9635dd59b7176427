namespace DmaActors.Lab.Scenarios.Yaml;

/// <summary>A value of a YAML file with the place where it stands.</summary>
/// <remarks>
/// Not YamlDotNet's own representation model: that one stops at the first key that is written twice (we report all of them) and builds its tree by
/// recursion without a limit (a file of 100,000 opening brackets would end the process).
/// </remarks>
internal abstract class Node(Spot spot)
{
    public Spot Spot { get; } = spot;

    /// <summary>How many values this one holds, itself included, when every alias is written out; saturates.</summary>
    public long Weight { get; protected set; } = 1;

    /// <summary>How many levels it has when every alias is written out.</summary>
    public int Height { get; protected set; } = 1;

    /// <summary>What it is, in words for a message.</summary>
    public abstract string Kind { get; }

    protected void Carry(Node child)
    {
        Weight = Math.Min(Weight + child.Weight, long.MaxValue / 4);
        Height = Math.Max(Height, child.Height + 1);
    }
}

internal sealed class ScalarNode(Spot spot, string text, bool plain) : Node(spot)
{
    public string Text { get; } = text;

    /// <summary>Without quotes and not a block text: only then can it be a number, a truth value or nothing.</summary>
    public bool Plain { get; } = plain;

    public bool IsNull => Plain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public override string Kind => IsNull ? "nothing" : "a single value";
}

internal sealed class ListNode(Spot spot) : Node(spot)
{
    public List<Node> Items { get; } = [];

    public override string Kind => "a list";

    public void Add(Node item)
    {
        Items.Add(item);
        Carry(item);
    }
}

internal sealed class MapNode(Spot spot) : Node(spot)
{
    /// <summary>In the order of the file; a key can occur twice.</summary>
    public List<Entry> Entries { get; } = [];

    public override string Kind => "a section with keys";

    public Node? this[string key] => Entries.Find(entry => entry.Key.Text == key)?.Value;

    public void Add(ScalarNode key, Node value)
    {
        Entries.Add(new Entry(key, value));
        Carry(value);
    }

    internal sealed record Entry(ScalarNode Key, Node Value);
}
