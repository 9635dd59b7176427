namespace DmaActors.Framework.Callbacks;

/// <summary>Which callback list: one per resource class.</summary>
internal enum ListId
{
    /// <summary>Handles and binds: one list for the whole machine on x86 and SBus. Binds only on PCI of sun4u.</summary>
    RootNexus,

    /// <summary>Memory of ddi_dma_mem_alloc(9F).</summary>
    DmaMemory,

    /// <summary>The access handles of such memory.</summary>
    AccessHandles,

    /// <summary>Channel 0 of the ISA DMA engine; those of the others follow.</summary>
    DmaChannel0,
    DmaChannel1,
    DmaChannel2,
    DmaChannel3,
    DmaChannel4,
    DmaChannel5,
    DmaChannel6,
    DmaChannel7,

    /// <summary>Handles, on PCI of sun4u.</summary>
    Handles,
}

/// <summary>A release found the list not empty: run a pass over it, later.</summary>
internal sealed partial record RunList(ListId List) : Message;

/// <summary>The pass takes the head of the list. Answered by <see cref="EntryTaken"/> or <see cref="ListEmpty"/>.</summary>
internal sealed partial record TakeEntry(ListId List, int Lane) : Message;

/// <summary>The head of the list, off the list now.</summary>
internal sealed partial record EntryTaken(int Lane, [property: NotDigested] CallbackEntry Entry, long Owed) : Message;

/// <summary>There was no head.</summary>
internal sealed partial record ListEmpty(int Lane) : Message;

/// <summary>RUNOUT: the entry goes to the tail with the runs that it is still owed.</summary>
internal sealed partial record PutBack(ListId List, [property: NotDigested] CallbackEntry Entry) : Message;

/// <summary>Call the function in a context of the instance.</summary>
internal sealed partial record RunCallback(int Lane, [property: NotDigested] DmaCallback Callback, [property: NotDigested] object? Argument) : Message;

/// <summary>The function returned: 0 is RUNOUT, anything else DONE.</summary>
internal sealed partial record CallbackReturned(int Lane, int Value) : Message
{
    /// <summary>Whose function.</summary>
    [NotDigested]
    public ActorRef Instance { get; init; }
}
