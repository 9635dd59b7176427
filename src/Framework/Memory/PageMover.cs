namespace DmaActors.Framework.Memory;

/// <summary>
/// What the system does to pages that are not locked: it moves one to another frame and gives the old one to somebody else. A device that was told the old frame goes on
/// with that.
/// </summary>
internal sealed class PageMover : Actor
{
    private static readonly ChoicePoint Page = new("page that moves");

    protected override bool IsFramework => true;

    /// <summary>Pages that were moved.</summary>
    public long Moved { get; private set; }

    protected override void Receive(Message message)
    {
        if (message is not MovePage { Memory: var memory })
            return;
        using var inside = memory.Gate.Enter();
        if (memory.IsGone)
            return;
        var page = Context.Choose(Page, memory.Pages);
        if (!memory.TryMovePage(page))
            return;
        Moved++;
        Context.Digest(memory.Object.PageAddresses[page]);
    }
}

/// <summary>The system looks for a page to move among those of a buffer.</summary>
internal sealed partial record MovePage([property: NotDigested] UserMemory Memory) : Message;
