namespace DmaActors.Exploration.Shrinking;

/// <summary>Zeller's and Hildebrandt's ddmin: which parts of a list are needed?</summary>
internal static class DeltaDebugging
{
    /// <summary>A part of the list, in its order, that still fails, and of which no single item can be left out.</summary>
    /// <param name="items">All of them together fail.</param>
    /// <param name="fails">Whether some of them fail.</param>
    public static IReadOnlyList<T> Minimize<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, bool> fails)
    {
        if (items.Count == 0 || fails([]))
            return [];
        var parts = 2;
        while (items.Count > 1)
        {
            if (WithoutOnePart(items, parts, fails) is { } fewer)
            {
                items = fewer;
                parts = Math.Max(2, parts - 1);
            }
            else if (parts == items.Count)
            {
                break;
            }
            else
            {
                parts = Math.Min(items.Count, parts * 2);
            }
        }

        return items;
    }

    private static List<T>? WithoutOnePart<T>(IReadOnlyList<T> items, int parts, Func<IReadOnlyList<T>, bool> fails)
    {
        parts = Math.Min(parts, items.Count);
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = (items.Count * part / parts, items.Count * (part + 1) / parts);
            List<T> rest = [.. items.Take(from), .. items.Skip(to)];
            if (rest.Count > 0 && fails(rest))
                return rest;
        }

        return null;
    }
}
