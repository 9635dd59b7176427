using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Rules;

namespace DmaActors.Framework.Nexus;

/// <summary>Who waits for what, a list for each class of resources: registrations, the passes that releases ask for, and what a pass takes off and puts back.</summary>
internal sealed class CallbackLists(RuleBook rules, NexusCounters counters)
{
    private static readonly ulong List = TraceDigest.OfName("callback list");
    private static readonly RunList[] Runs = [.. Enum.GetValues<ListId>().Select(id => new RunList(id))];

    /// <summary>By id; null: nobody ever waited on it.</summary>
    private readonly CallbackList?[] lists = new CallbackList?[Runs.Length];

    public ActorRef SoftCall { get; set; }

    /// <summary>Callbacks that wait on any list, with their multiplicity.</summary>
    public long Owed
    {
        get
        {
            var owed = 0L;
            foreach (var list in lists)
                owed += list?.Owed ?? 0;
            return owed;
        }
    }

    /// <param name="who">The nexus.</param>
    /// <param name="id">Which list.</param>
    /// <param name="caller">The context whose request was refused.</param>
    /// <param name="request">The request.</param>
    public void Add(ActorContext who, ListId id, ActorRef caller, IResourceRequest request)
    {
        who.Footprint?.Writes(who.Self, PartOf(id));
        var instance = request.Instance;
        instance.ListCause = instance.ListCause.And(who.Cause);
        (lists[(int)id] ??= new CallbackList()).Add(request.Callback, request.Argument, instance);
        rules.CallbackRegistered(request.RegisteredBy(caller));
        counters.Registered++;
    }

    /// <summary>Something has been given back for which the list waits: a pass over it, if it is not empty.</summary>
    public void OnRelease(ActorContext who, ListId id, DriverInstance releaser)
    {
        who.Footprint?.Reads(who.Self, PartOf(id));
        if (lists[(int)id] is null or { Count: 0 })
            return;
        releaser.ListCause = releaser.ListCause.And(who.Cause);
        counters.PassesRequested++;
        who.Tell(SoftCall, Runs[(int)id]);
    }

    /// <summary>Answers a pass that wants the head of a list.</summary>
    public void Take(ActorContext who, TakeEntry take)
    {
        if (lists[(int)take.List] is { } list && list.TryTake(out var entry, out var owed))
        {
            who.Footprint?.Writes(who.Self, PartOf(take.List));
            who.Tell(who.Sender, new EntryTaken(take.Lane, entry, owed), ((DriverInstance)entry.Cause!).ListCause);
        }
        else
        {
            who.Footprint?.Reads(who.Self, PartOf(take.List));
            who.Tell(who.Sender, new ListEmpty(take.Lane));
        }
    }

    public void PutBack(ActorContext who, PutBack putBack)
    {
        who.Footprint?.Writes(who.Self, PartOf(putBack.List));
        (lists[(int)putBack.List] ??= new CallbackList()).PutBack(putBack.Entry);
    }

    /// <summary>Nobody is to call the functions of this instance any more.</summary>
    public void RemoveAllOf(DriverInstance registrant)
    {
        foreach (var list in lists)
            list?.RemoveAll(registrant);
    }

    public void Describe(StateWriter state)
    {
        foreach (var run in Runs)
        {
            if (lists[(int)run.List] is { Count: > 0 } list)
                state.Write(run.List.ToString(), list.Entries.Select(Describe));
        }
    }

    /// <summary>Who waits, and how many runs it is owed.</summary>
    internal static string Describe(CallbackEntry entry) => $"{((DriverInstance)entry.Cause!).Name} x {entry.Count}";

    private static ulong PartOf(ListId id) => TraceDigest.Join(List, (ulong)id);

    /// <summary>Checks every entry.</summary>
    /// <exception cref="InvalidOperationException">The books do not balance: a fault of ours.</exception>
    public void AssertInvariants()
    {
        foreach (var list in lists)
            list?.AssertInvariants();
    }
}
