namespace DmaActors.Verifier.Bufs;

/// <summary>What callback lists hold for drivers: the arguments of the callbacks that are on them.</summary>
internal sealed class HeldBufs
{
    private readonly Dictionary<object, int> arguments = new(ReferenceEqualityComparer.Instance);

    public void Add(in CallbackRequest request)
    {
        if (request.Argument is { } argument)
            arguments[argument] = arguments.GetValueOrDefault(argument) + 1;
    }

    /// <summary>One run of an entry is settled, unless it was put back.</summary>
    public void End(in CallbackRun run, bool isPutBack)
    {
        if (isPutBack || run.Argument is not { } argument)
            return;
        var left = arguments.GetValueOrDefault(argument) - 1;
        if (left > 0)
            arguments[argument] = left;
        else
            arguments.Remove(argument);
    }

    public void Clear() => arguments.Clear();

    /// <summary>Whether any argument that is on a list is such a one.</summary>
    public bool Any(Func<object, bool> holds) => arguments.Keys.Any(holds);
}
