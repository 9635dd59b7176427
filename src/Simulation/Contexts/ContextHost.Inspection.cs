namespace DmaActors.Simulation.Contexts;

/// <content>What an instance holds, for a reader.</content>
public abstract partial class ContextHost
{
    /// <summary>The locks and condition variables, the youngest first.</summary>
    private ISharedByContexts? shared;

    /// <summary>Those who have its soft state, the latest first.</summary>
    private SoftStateOwner? owners;

    void IDescribed.Describe(StateWriter state)
    {
        foreach (var owner in InOrder(owners, owner => owner.JoinedBefore))
            owner.Describe(state.Group(owner.Heading));
        foreach (var one in InOrder(shared, one => one.MadeBefore))
            one.Describe(state.Group("locks"));
        state.Group("contexts");
        foreach (var context in Contexts)
            state.Write(context.Name[(Name.Length + 1)..], $"waits for {WaitOf(context)}");
        DescribeMore(state);
    }

    /// <summary>What the instance holds beside soft state, locks and contexts.</summary>
    protected virtual void DescribeMore(StateWriter state)
    {
    }

    internal void Add(ISharedByContexts one)
    {
        one.MadeBefore = shared;
        shared = one;
    }

    /// <returns>The one that was added before.</returns>
    internal SoftStateOwner? Add(SoftStateOwner owner)
    {
        var before = owners;
        owners = owner;
        return before;
    }

    /// <summary>Of a request the kind is enough: a trace has the rest.</summary>
    private static string WaitOf(TaskContext context) => context.WaitsFor is Message request ? $"the answer to {request.GetType().Name}" : context.WaitsForText;

    private static IEnumerable<T> InOrder<T>(T? latest, Func<T, T?> before)
        where T : class
    {
        var all = new Stack<T>();
        for (var one = latest; one is not null; one = before(one))
            all.Push(one);
        return all;
    }
}
