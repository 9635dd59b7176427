using System.Runtime.InteropServices;

namespace DmaActors.Framework.Rules;

/// <summary>
/// What the result of a DMA function keeps, so that it is seen whether its driver looks at how the call ended before it goes on with what the call gave. The default value is a
/// result that nobody watches.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResultMark
{
    private readonly DmaHandle? handle;
    private readonly int call;
    private readonly bool hasFailed;

    /// <param name="handle">What the function was called with.</param>
    /// <param name="hasFailed">Whether there is nothing to go on with.</param>
    public ResultMark(DmaHandle handle, bool hasFailed)
    {
        this.handle = handle;
        this.hasFailed = hasFailed;
        call = ++handle.Calls;
    }

    /// <summary>Whether the driver knows how the call ended.</summary>
    public bool IsExamined => handle is null || handle.ExaminedCall >= call;

    /// <summary>The driver looks at how the call ended.</summary>
    public void Examine()
    {
        if (!IsExamined)
            handle!.ExaminedCall = call;
    }

    /// <summary>
    /// The driver takes what the call gave. If the call has failed, and it knows that, it goes on all the same. If it does not know how the call ended, it may yet look, as after a C
    /// function that stores what it gives before it returns: as long as it does nothing else.
    /// </summary>
    /// <param name="what">What it takes, for a sentence.</param>
    public void Use(string what)
    {
        if (handle?.Instance is not { Current: { } context } instance)
            return;
        if (!IsExamined)
            instance.Unexamined = new UnexaminedResult(context, this, what);
        else if (hasFailed)
            Report(context, what);
    }

    /// <summary>It has gone on without knowing, or knowing that there is nothing: once a call is enough.</summary>
    public void Report(TaskContext context, string what)
    {
        if (handle!.ReportedCall == call)
            return;
        handle.ReportedCall = call;
        handle.Instance.Rules.ResultIgnored(context, handle, what, hasFailed && IsExamined);
    }
}
