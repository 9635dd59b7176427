using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class BindProperties
{
    private const int Cases = 100_000;

    [Fact]
    public void Windows_tile_the_object_and_cookies_obey_every_attribute()
    {
        int partial = 0, bounced = 0, unsound = 0;
        for (int k = 0; k < Cases; k++)
        {
            Dice dice = new((ulong)k);
            BindCase bind = BindCase.Random(dice, mostPages: 24);
            DmaMapping mapping = new(bind.Limits);
            DmaBind result = bind.Bind(mapping);
            if (!mapping.IsBound)
                continue;
            new MappingInvariants(bind, mapping).Check(result, dice);
            partial += result == DmaBind.PartialMap ? 1 : 0;
            bounced += mapping.UsesCopyBuffer ? 1 : 0;
            unsound += new ReferenceWindows(bind, NaiveRawCookies.Build(bind), mapping.CopyPages).IsSound ? 0 : 1;
        }

        // The hard cases did occur, those included in which the reference loses or doubles bytes.
        Assert.True(partial > Cases / 4 && bounced > Cases / 4 && unsound > Cases / 50, $"partial {partial} bounced {bounced} unsound {unsound}");
    }

    [Fact]
    public void A_device_moves_every_byte_exactly_once_in_either_direction()
    {
        SimulatedMemory memory = new();
        for (int k = 0; k < Cases; k++)
        {
            BindCase bind = BindCase.Random(new Dice((ulong)k + 3_000_000), mostPages: 8);
            DmaMapping mapping = new(bind.Limits);
            bind.Bind(mapping);
            if (mapping.IsBound)
                memory.MoveBothWays(bind, mapping);
        }
    }
}
