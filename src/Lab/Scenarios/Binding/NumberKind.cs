using System.Globalization;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A number of some kind: what all of them share is the check against the limits.</summary>
internal abstract class NumberKind(Type type, Limits limits) : ScalarKind
{
    protected Limits Limits { get; } = limits;

    /// <summary>What it is, such as "a size".</summary>
    protected abstract string What { get; }

    /// <summary>The end of what is expected: an example.</summary>
    protected virtual string Example => "";

    public sealed override string Expected =>
        What
        + (Limits.HasMin, Limits.HasMax) switch
        {
            (true, true) => $" from {Text(Limits.Min)} to {Text(Limits.Max)}",
            (true, false) => $" of {Text(Limits.Min)} or more",
            (false, true) => $" of at most {Text(Limits.Max)}",
            _ => "",
        }
        + Example;

    public sealed override (object? Value, Problem? Problem) Read(ScalarNode node)
    {
        var (number, problem) = Parse(node);
        if (problem is not null)
            return (null, problem);
        if (number < Limits.Min)
            return Bad($"{Shown(node.Text)} is less than {Text(Limits.Min)}", Expected);
        if (number > Limits.Max)
            return Bad($"{Shown(node.Text)} is more than {Text(Limits.Max)}", Expected);
        return (Convert.ChangeType(number, type, CultureInfo.InvariantCulture), null);
    }

    public sealed override string Write(object value) => Text(Convert.ToDecimal(value, CultureInfo.InvariantCulture));

    /// <summary>The number that is written there (any size), or the problem with it.</summary>
    protected abstract (decimal Number, Problem? Problem) Parse(ScalarNode node);

    /// <summary>The number as one writes it.</summary>
    protected abstract string Text(decimal number);

    protected static (decimal Number, Problem? Problem) Wrong(string message, string expected) => (0, new Problem(message, expected));

    /// <summary>The user's text in a message: never longer than a line.</summary>
    protected static string Shown(string text) => Quote.Short(text);
}
