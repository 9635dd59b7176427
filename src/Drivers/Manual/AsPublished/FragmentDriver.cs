namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// The start routine around examples that are only a few lines of one: it tests whether there is work, and holds the mutex until the fragment has ended, so that nobody sees a
/// state that is not settled. None of it is the manual's text.
/// </summary>
public abstract class FragmentDriver(DevInfo dip, ManualSettings settings) : PublishedDriver(dip, settings)
{
    /// <summary>The xxstart that the fragments pass as callback.</summary>
    private protected static readonly DmaCallback Start = new(xsp => ((FragmentDriver)xsp!).XxStart());

    protected override async DdiTask<CallbackStatus> XxStart()
    {
        await Mu.Enter();
        if (!Busy && IsTaken)
        {
            Busy = true;
            await BindAndProgram(Bp!, Bp!.IsRead ? DmaFlags.Read : DmaFlags.Write);
        }

        Mu.Exit();
        return CallbackStatus.Done;
    }

    /// <summary>The fragment.</summary>
    protected abstract DdiTask BindAndProgram(Buf bp, DmaFlags flags);
}
