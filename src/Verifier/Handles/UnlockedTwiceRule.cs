namespace DmaActors.Verifier.Handles;

/// <summary>A cookie of ddi_umem_lock is unlocked once.</summary>
internal sealed class UnlockedTwiceRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA005",
        "pages unlocked twice",
        "ddi_umem_unlock(9F): the cookie is that of one ddi_umem_lock(9F)",
        "call ddi_umem_unlock once for each cookie, and forget the cookie then");

    public override RuleInfo Info => Text;

    protected override void OnUmemUnlocked(TaskContext context, UmemCookie cookie)
    {
        if (!cookie.IsLocked)
            Report(context.Name, $"{context.Name} unlocked {Describe(cookie)}, which {UnlockedBy(cookie)} had unlocked already");
    }
}
