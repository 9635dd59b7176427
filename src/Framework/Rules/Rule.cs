namespace DmaActors.Framework.Rules;

/// <summary>
/// Observes what drivers do and keeps a model of its own of what they may. It never takes part: it reports. Override what it needs to see.
/// </summary>
public abstract class Rule
{
    private RuleBook? book;

    /// <summary>What the rule says.</summary>
    public abstract RuleInfo Info { get; }

    /// <summary>ddi_dma_alloc_handle succeeded.</summary>
    protected internal virtual void OnHandleAllocated(DmaHandle handle)
    {
    }

    /// <summary>A bind succeeded.</summary>
    protected internal virtual void OnHandleBound(DmaHandle handle)
    {
    }

    /// <summary>ddi_dma_unbind_handle was called, bound or not.</summary>
    protected internal virtual void OnHandleUnbound(DmaHandle handle)
    {
    }

    /// <summary>ddi_dma_free_handle was called.</summary>
    protected internal virtual void OnHandleFreed(DmaHandle handle)
    {
    }

    /// <summary>A bind (which wants an unbound handle) or another DMA function (which wants a bound one) was given the handle.</summary>
    protected internal virtual void OnHandleUsed(DmaHandle handle, string call, bool mustBeBound)
    {
    }

    /// <summary>ddi_dma_nextcookie was called after the last cookie.</summary>
    protected internal virtual void OnCookiesExhausted(DmaHandle handle)
    {
    }

    /// <summary>A buf was given to strategy.</summary>
    protected internal virtual void OnBufIssued(DriverInstance instance, Buf buf)
    {
    }

    /// <summary>biodone was called.</summary>
    protected internal virtual void OnBufCompleted(TaskContext context, Buf buf)
    {
    }

    /// <summary>A driver read or wrote a buf after biodone.</summary>
    protected internal virtual void OnBufTouched(TaskContext context, Buf buf)
    {
    }

    /// <summary>A context waited where waiting is forbidden.</summary>
    protected internal virtual void OnForbiddenBlock(TaskContext context, string call)
    {
    }

    /// <summary>Two accesses to soft state that nothing orders.</summary>
    protected internal virtual void OnDataRace(DataRace race)
    {
    }

    /// <summary>A vector was walked a thousand times without an end.</summary>
    protected internal virtual void OnInterruptStorm(int vector, bool claimed)
    {
    }

    /// <summary>A device reached for memory that is not there.</summary>
    protected internal virtual void OnUnansweredAccess(string who, ulong address, int length, bool isWrite)
    {
    }

    /// <summary>A resource that is neither a handle nor a binding was taken (+1) or given back (-1).</summary>
    protected internal virtual void OnResource(DriverInstance instance, string kind, int change)
    {
    }

    /// <summary>detach returned SUCCESS.</summary>
    protected internal virtual void OnDetached(DriverInstance instance)
    {
    }

    /// <summary>The run is over and nothing more can happen.</summary>
    protected internal virtual void OnQuiescent()
    {
    }

    internal void Join(RuleBook newBook) => book = newBook;

    /// <summary>The rule is broken.</summary>
    /// <param name="where">The context or actor.</param>
    /// <param name="text">What happened, in one sentence.</param>
    protected void Report(string where, string text) => book!.Report(Info, where, text);
}
