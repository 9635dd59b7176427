namespace DmaActors.Framework.Rules;

/// <summary>What a context has taken from a call without knowing how the call ended.</summary>
internal sealed record UnexaminedResult(TaskContext Context, ResultMark Mark, string What)
{
    /// <summary>The context goes on: to a register, to memory that a device reads, to another DMA function.</summary>
    public void Judge()
    {
        if (!Mark.IsExamined)
            Mark.Report(Context, What);
    }
}
