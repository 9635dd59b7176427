namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Spelling
{
    /// <returns>The nearest of the names, or null if none is near.</returns>
    public static string? Nearest(string written, IEnumerable<string> names) => NearestFew(written, names, 1) is [var near] ? near : null;

    /// <returns>At most <paramref name="most"/> names that are near, the nearest first; equally near ones in ordinal order.</returns>
    public static IReadOnlyList<string> NearestFew(string written, IEnumerable<string> names, int most)
    {
        var allowed = Math.Max(2, written.Length / 3);
        return
        [
            .. names
                .Select(name => (Name: name, Distance: Distance(written, name)))
                .Where(pair => pair.Distance <= allowed && pair.Distance < pair.Name.Length)
                .OrderBy(pair => pair.Distance)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(most)
                .Select(pair => pair.Name),
        ];
    }

    /// <summary>"did you mean `x`? " or nothing, for the front of a sentence that lists the names.</summary>
    public static string Hint(string written, IEnumerable<string> names) => Nearest(written, names) is { } near ? $"did you mean `{near}`? " : "";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other, whatever their case.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 64)
            return int.MaxValue;
        var two = new int[b.Length + 1];
        var one = new int[b.Length + 1];
        var now = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            one[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], one[j]) + 1, one[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    now[j] = Math.Min(now[j], two[j - 2] + 1);
            }

            (two, one, now) = (one, now, two);
        }

        return one[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
