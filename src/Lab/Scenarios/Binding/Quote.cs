namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>The user's own text in a message.</summary>
internal static class Quote
{
    private const int Longest = 60;

    public static string Short(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? $"`{line}`" : $"`{line[..Longest]}...`";
    }
}
