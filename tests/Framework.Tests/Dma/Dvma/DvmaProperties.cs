using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

public sealed class DvmaProperties
{
    private const int Cases = 100_000;
    private const int CasesOfAMachine = 50;
    private const uint Page = DvmaPage.Size;

    [Fact]
    public void On_PCI_cookies_obey_every_attribute_that_plays_a_part_and_DVMA_balances()
    {
        Tally tally = new();
        for (int machine = 0; machine < Cases / CasesOfAMachine; machine++)
        {
            Dice dice = new((ulong)machine);
            AddressRange dvma = new(0xC000_0000, 0xC000_0000 + ((ulong)dice.Between(5, 60) * Page) - 1);
            Run(dice, new PciDvma(RandomDvma.Pci(dice, dvma)), new DvmaAllocator(dvma, fastSlots: 1, fastSlotPages: 4), tally, () => RandomDvma.PciCase(dice, dvma));
        }
        Assert.True(tally.AreAllFrequent, tally.ToString());
        Assert.True(tally.Physical > Cases / 50, tally.ToString());
    }

    [Fact]
    public void On_SBus_cookies_obey_every_attribute_that_plays_a_part_and_DVMA_balances()
    {
        Tally tally = new();
        for (int machine = 0; machine < Cases / CasesOfAMachine; machine++)
        {
            Dice dice = new((ulong)machine + 1_000_000);
            AddressRange dvma = new(0xFC00_0000, 0xFC00_0000 + ((ulong)dice.Between(140, 700) * Page) - 1);
            Run(dice, new SBusDvma(RandomDvma.SBus(dice, dvma)), new DvmaAllocator(dvma, fastSlots: 0), tally, () => RandomDvma.SBusCase(dice, dvma));
        }
        Assert.True(tally.AreAllFrequent, tally.ToString());
    }

    /// <summary>Binds and unbinds on one machine, with several mappings alive at a time.</summary>
    private static void Run(Dice dice, IDvmaRules rules, DvmaAllocator dvma, Tally tally, Func<DvmaCase> next)
    {
        List<DvmaMapping> bound = [];
        for (int k = 0; k < CasesOfAMachine; k++)
        {
            DvmaCase bind = next();
            if (rules.TryDerive(bind.Attributes, out DvmaLimits? limits))
                Bind(bind, new DvmaMapping(rules, limits));
            else
                tally.Refused++;
            if (bound.Count > dice.Between(0, 6))
                Unbind(bound[dice.Between(0, bound.Count - 1)]);
            AssertNothingIsSharedOrLost();
        }
        while (bound.Count > 0)
            Unbind(bound[0]);
        Assert.Equal(0, dvma.PagesInUse);

        void Bind(DvmaCase bind, DvmaMapping mapping)
        {
            if (mapping.Plan(bind.Frames, bind.Offset, bind.Length, bind.Flags) is var planned && planned != DmaBind.Mapped)
            {
                Assert.False(mapping.IsInUse);
                tally.Refused++;
                return;
            }
            ulong address = 0;
            if (mapping.Pages != 0 && !dvma.TryAllocate(mapping.Request, out address))
            {
                tally.Exhausted += dvma.CouldEver(mapping.Request) ? 1 : 0;
                mapping.Unbind();
                Assert.False(mapping.IsInUse);
                return;
            }
            DmaBind result = mapping.Finish(address);
            new DvmaInvariants(bind, mapping).Check(result, dice);
            bound.Add(mapping);
            tally.Mapped++;
            tally.Partial += result == DmaBind.PartialMap ? 1 : 0;
            tally.Physical += mapping.Pages == 0 ? 1 : 0;
        }

        void Unbind(DvmaMapping mapping)
        {
            if (mapping.Pages != 0)
                dvma.Free(mapping.Request, mapping.DvmaAddress);
            mapping.Unbind();
            Assert.Equal((false, 0u, 0, default), (mapping.IsBound, mapping.Length, mapping.WindowCount, mapping.Window));
            bound.Remove(mapping);
        }

        void AssertNothingIsSharedOrLost()
        {
            dvma.AssertInvariants();
            HashSet<ulong> pages = [];
            foreach (DvmaMapping mapping in bound)
            {
                for (int page = 0; page < mapping.Pages; page++)
                    Assert.True(pages.Add(mapping.DvmaAddress + ((ulong)page * Page)));
            }
            Assert.All(pages, page => Assert.InRange(page, dvma.Range.First, dvma.Range.Last));
            Assert.InRange(dvma.PagesInUse - pages.Count, 0, dvma.FastSlotsInUse * 3);
        }
    }

    private sealed class Tally
    {
        public int Mapped { get; set; }

        public int Partial { get; set; }

        public int Physical { get; set; }

        public int Refused { get; set; }

        public int Exhausted { get; set; }

        /// <summary>Whether the hard cases did occur.</summary>
        public bool AreAllFrequent => Mapped > Cases / 10 && Partial > Cases / 50 && Refused > Cases / 50 && Exhausted > Cases / 50;

        public override string ToString() => $"mapped {Mapped}, partial {Partial}, physical {Physical}, refused {Refused}, exhausted {Exhausted}";
    }
}
