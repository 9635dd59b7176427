using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Exploration.Replay;

/// <summary>Keeps what the contexts of a run read and write of soft state, with the values.</summary>
internal sealed class SoftStateRecorder : ISoftStateObserver
{
    /// <summary>Where the accesses of the present step go.</summary>
    private List<SoftAccess> step = [];

    /// <summary>A write whose value is not there yet: it is told before it happens, and has happened when the next thing does.</summary>
    private (SoftStateOwner Owner, SoftAccess Access)? written;

    public void OnAccess(SoftStateOwner owner, string instance, string member, TaskContext context, bool isWrite)
    {
        Settle();
        var access = new SoftAccess(instance, member, context.Name, isWrite, isWrite ? "" : World.Peek(owner, member));
        if (isWrite)
            written = (owner, access);
        else
            step.Add(access);
    }

    /// <summary>Another step begins; its accesses are added to the list as they happen.</summary>
    public IReadOnlyList<SoftAccess> NextStep()
    {
        Settle();
        return step = [];
    }

    /// <summary>The value of the latest write, if it has none yet.</summary>
    public void Settle()
    {
        if (written is not { } write)
            return;
        written = null;
        step.Add(write.Access with { Value = World.Peek(write.Owner, write.Access.Member) });
    }
}
