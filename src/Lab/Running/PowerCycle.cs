using DmaActors.Framework;
using DmaActors.Framework.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// One suspend of the system: every driver is asked to suspend; when all have, the power goes, and comes back; then all resume. If one refuses, the power stays, and those that have
/// suspended resume. What to send is told by its caller, who alone can send.
/// </summary>
/// <param name="instances">How many instances there are.</param>
/// <param name="state">What is reported.</param>
internal sealed class PowerCycle(int instances, WorkloadState state)
{
    private readonly bool[] isSuspended = new bool[instances];
    private Phase phase = Phase.Before;
    private int answers;

    private enum Phase
    {
        Before,
        Suspending,
        Off,
        Resuming,
        Over,
    }

    /// <summary>An instance may be suspended: it is neither closed nor detached.</summary>
    public bool IsUnderWay => phase is Phase.Suspending or Phase.Off or Phase.Resuming;

    /// <summary>The machine is awake again, or was not let sleep.</summary>
    public bool IsOver => phase == Phase.Over;

    /// <summary>Asks every driver to suspend, the first time that this is called.</summary>
    public void Begin(Action<int, Message> tell)
    {
        if (phase != Phase.Before)
            return;
        phase = Phase.Suspending;
        answers = instances;
        for (var i = 0; i < instances; i++)
            tell(i, new Suspend());
    }

    /// <summary>A driver has returned from suspend or resume.</summary>
    /// <returns>True: the power has gone, and is to come back after a while.</returns>
    public bool OnReturned(int instance, EntryPointReturned returned, Action<int, Message> tell)
    {
        var succeeded = returned.Result == (int)DdiResult.Success;
        if (phase == Phase.Resuming)
        {
            if (!succeeded)
                state.Refuse($"resume of {returned.Instance.Name} returned FAILURE");
            if (--answers == 0)
                phase = Phase.Over;
            return false;
        }

        isSuspended[instance] = succeeded;
        if (!succeeded)
            state.SuspendRefusal ??= $"suspend of {returned.Instance.Name} returned FAILURE";
        if (--answers > 0)
            return false;
        if (state.SuspendRefusal is not null)
        {
            Resume(tell);
            return false;
        }

        phase = Phase.Off;
        state.Suspends++;
        for (var i = 0; i < instances; i++)
            tell(i, new LosePower());
        return true;
    }

    /// <summary>Every driver that has suspended resumes.</summary>
    public void Resume(Action<int, Message> tell)
    {
        phase = Phase.Resuming;
        answers = isSuspended.Count(suspended => suspended);
        if (answers == 0)
            phase = Phase.Over;
        for (var i = 0; i < instances; i++)
        {
            if (isSuspended[i])
                tell(i, new Resume());
        }
    }
}
