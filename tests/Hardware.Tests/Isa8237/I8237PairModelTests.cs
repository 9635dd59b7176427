using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Memory;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>The pair against a naive model that makes one transfer at a time.</summary>
public sealed class I8237PairModelTests
{
    private static readonly int[] Ports = [.. Enumerable.Range(0x00, 16), .. Enumerable.Range(0xC0, 32), 0x81, 0x82, 0x83, 0x87, 0x89, 0x8A, 0x8B, 0x8F, 0x80];

    private int transfers;
    private int terminalCounts;
    private int wraps;
    private int switches;
    private int words;
    private int longRuns;

    [Fact]
    public void Under_100000_random_sequences_registers_and_transfers_are_those_of_the_naive_model()
    {
        Trials.Run(100_000, random => new Sequence(this, random).Run());

        // The comparison means nothing where nothing happened.
        Assert.True(
            transfers > 500_000 && terminalCounts > 20_000 && wraps > 1_000 && switches > 20_000 && words > 50_000 && longRuns > 10_000,
            $"{transfers} transfers, {terminalCounts} terminal counts, {wraps} wraps, {switches} switches to another channel, {words} of words, {longRuns} long runs");
    }

    private sealed class Sequence(I8237PairModelTests tests, TrialRandom random)
    {
        private readonly I8237Pair pair = new();
        private readonly NaivePair naive = new();
        private int latest = I8237.None;

        public void Run()
        {
            if (random.Below(8) != 0)
                Cascade();
            var operations = 10 + random.Below(50);
            for (var i = 0; i < operations; i++)
                Act();
            foreach (var port in Ports)
                Read(port);
        }

        private void Act()
        {
            switch (random.Below(12))
            {
                case 0:
                    Write(random.Pick(Ports), random.Below(256));
                    break;
                case 1:
                    Read(random.Pick(Ports));
                    break;
                case 2:
                    Program(Channel());
                    break;
                case 3:
                    // Masks and software requests, of either chip.
                    Write(random.Pick(0x09, 0x0A, 0x0F, 0xD2, 0xD4, 0xDE), random.Below(8));
                    break;
                case 4:
                    Write(random.Pick(0x08, 0xD0), random.Pick(0x00, 0x10, 0x10, 0x04, 0x40, 0x50));
                    break;
                case 5 or 6 or 7:
                    var (channel, high) = (Channel(), random.Below(3) != 0);
                    pair.SetLine(channel, high);
                    naive.SetLine(channel, high);
                    break;
                default:
                    Transfer();
                    break;
            }
        }

        private void Cascade()
        {
            Write(0xD6, 0xC0);
            Write(0xD4, 0x00);
        }

        /// <summary>A program that makes sense, with places and counts where something happens.</summary>
        private void Program(int channel)
        {
            var mode = random.Pick(0x00, 0x40, 0x40, 0x80, 0xC0) | random.Pick(0x00, 0x04, 0x08, 0x0C) | random.Pick(0, 0x10) | random.Pick(0, 0x20);
            Write(I8237Pair.PortOf(channel, I8237.Mode), mode | (channel % 4));
            Write(I8237Pair.PortOf(channel, I8237.ClearFlipFlop), 0);
            WriteWord(I8237Pair.AddressPortOf(channel), random.Pick(0, 1, 2, 0xFFFF, 0xFFFE, 0xFFF0, 0x7FFF, random.Below(0x10000)));
            WriteWord(I8237Pair.CountPortOf(channel), random.Pick(0, 1, 2, 15, 40, 0xFFFF, random.Below(0x10000)));
            Write(I8237Pair.PagePortOf(channel), random.Below(256));
            Write(I8237Pair.PortOf(channel, I8237.SingleMask), channel % 4);
        }

        private void Transfer()
        {
            Assert.Equal(naive.Choose() ?? I8237.None, pair.Peek());
            var channel = pair.Arbitrate();
            Assert.Equal(naive.Choose() ?? I8237.None, channel);
            if (channel == I8237.None || naive.IsCascade(channel))
                return;
            var most = random.Pick(1, 1, 2, 3, 1 + random.Below(60));
            var run = pair.Transfer(most);
            Assert.InRange(run.Transfers, 1, most);
            Assert.Equal(channel < 4 ? 1 : 2, run.Width);
            for (var i = 0; i < run.Transfers; i++)
            {
                Assert.Equal(run.Channel, naive.Choose());
                var cycle = naive.Cycle(run.Channel);
                var at = run.Mode.Decrement ? run.Transfers - 1 - i : i;
                Assert.Equal((long)run.Address.Value + (at * run.Width), cycle.Address);
                Assert.Equal(run.Mode.Decrement, cycle.CountsDown);
                Assert.Equal(run.TerminalCount && i == run.Transfers - 1, cycle.TerminalCount);
                Assert.Equal(Name(run.Mode.Type), cycle.Type);
            }

            Count(run, most);
        }

        private void Count(IsaRun run, int most)
        {
            tests.transfers += run.Transfers;
            tests.terminalCounts += run.TerminalCount ? 1 : 0;
            tests.words += run.Width == 2 ? run.Transfers : 0;
            tests.longRuns += run.Transfers > 10 ? 1 : 0;
            tests.wraps += run.Transfers < most && !run.TerminalCount && run.Transfers > 1 ? 1 : 0;
            tests.switches += latest != I8237.None && latest != run.Channel ? 1 : 0;
            latest = run.Channel;
        }

        private static string Name(TransferType type) => type switch
        {
            TransferType.ToMemory => "write",
            TransferType.FromMemory => "read",
            TransferType.Verify => "verify",
            _ => "illegal",
        };

        private int Channel() => random.Pick(0, 1, 2, 3, 5, 6, 7);

        private void WriteWord(int port, int word)
        {
            Write(port, word % 256);
            Write(port, word / 256);
        }

        private void Write(int port, int value)
        {
            pair.WritePort(port, (byte)value);
            naive.Write(port, value);
        }

        private void Read(int port) => Assert.Equal(naive.Read(port), pair.ReadPort(port));
    }
}
