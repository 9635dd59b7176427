namespace DmaActors.Framework.Tests.Callbacks;

/// <summary>A callback list as one would write it on paper: a list, searched from its head.</summary>
internal sealed class NaiveList
{
    public List<(object Callback, object? Argument, int Count)> Entries { get; } = [];

    public void Add(object callback, object? argument, int count)
    {
        int index = Entries.FindIndex(entry => ReferenceEquals(entry.Callback, callback) && ReferenceEquals(entry.Argument, argument));
        if (index < 0)
            Entries.Add((callback, argument, count));
        else
            Entries[index] = (callback, argument, Entries[index].Count + count);
    }

    /// <summary>A whole pass. <paramref name="between"/> is told where the pass is and may register; <paramref name="call"/> runs a callback.</summary>
    public void Pass(Action between, Func<object, object?, int> call)
    {
        long budget = 0;
        bool first = true;
        do
        {
            between();
            if (Entries.Count == 0)
                return;
            if (first)
                budget = Entries.Sum(entry => (long)entry.Count);
            first = false;
            (object callback, object? argument, int n) = Entries[0];
            Entries.RemoveAt(0);
            while (n > 0)
            {
                between();
                if (call(callback, argument) == 0)
                {
                    between();
                    budget -= n;
                    Add(callback, argument, n);
                    break;
                }
                budget--;
                n--;
            }
        }
        while (budget > 0);
    }
}
