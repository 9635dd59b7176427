using System.Collections;
using System.Globalization;

namespace DmaActors.Simulation;

/// <summary>Takes down what an actor holds, as plain named values.</summary>
public sealed class StateWriter
{
    /// <summary>So many elements of a collection are named.</summary>
    private const int MostElements = 8;

    private readonly List<StateItem> items = [];
    private string group = "";

    /// <summary>What was written, in its order.</summary>
    public IReadOnlyList<StateItem> Items => items;

    /// <summary>What is written from now on belongs to this group.</summary>
    public StateWriter Group(string name)
    {
        group = name;
        return this;
    }

    /// <summary>Writes a value: numbers and truth values as C# has them, collections with their first elements, anything else in its own words.</summary>
    public StateWriter Write(string name, object? value)
    {
        items.Add(new StateItem(group, name, Text(value)));
        return this;
    }

    /// <summary>How much of something that is limited is in use: <c>3 of 8</c>.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="used">In use.</param>
    /// <param name="limit">There is so much of it; 0: any number.</param>
    public StateWriter WriteUse(string name, long used, long limit) =>
        Write(name, limit == 0 ? string.Create(CultureInfo.InvariantCulture, $"{used}, without a limit") : string.Create(CultureInfo.InvariantCulture, $"{used} of {limit}"));

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable elements => TextOf(elements),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => TextOf(value),
    };

    /// <summary>What has no words of its own is named by its type.</summary>
    private static string TextOf(object value) => value.ToString() is { } text && text != value.GetType().ToString() ? text : value.GetType().Name;

    private static string TextOf(IEnumerable elements)
    {
        var named = new List<string>();
        var count = 0;
        foreach (var element in elements)
        {
            if (count++ < MostElements)
                named.Add(Text(element));
        }

        var rest = count > MostElements ? ", ..." : "";
        return string.Create(CultureInfo.InvariantCulture, $"{count}{(count == 0 ? "" : ": ")}{string.Join(", ", named)}{rest}");
    }
}
