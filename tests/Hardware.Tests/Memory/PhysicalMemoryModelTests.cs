using System.Buffers.Binary;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

/// <summary>The memory against an array of bytes, under any sequence of operations; and what resets cost.</summary>
public sealed class PhysicalMemoryModelTests
{
    private const int Installed = 10 * 4096;

    [Fact]
    public void It_behaves_like_an_array_of_bytes_that_ends_in_0xFF() => Trials.Run(400, random =>
    {
        var memory = new PhysicalMemory(Installed);
        var model = new Model();
        for (var i = 0; i < random.Seed; i++)
        {
            Step(memory, model, random);
            if (i % 16 == 0)
                memory.AssertInvariants();
        }

        Assert.Equal(-1, memory.FirstDifference(default, model.Bytes));
    });

    [Fact]
    public void A_run_after_a_reset_is_like_a_run_on_a_new_machine() => Trials.Run(200, random =>
    {
        var memory = new PhysicalMemory(Installed);
        for (var run = 0; run < 10; run++)
        {
            var model = new Model();
            for (var i = random.Below(6); i >= 0; i--)
                Step(memory, model, random);
            Assert.Equal(-1, memory.FirstDifference(default, model.Bytes));
            memory.Reset();
            Assert.Equal(0, memory.TouchedGranules);
        }

        memory.AssertInvariants();
    });

    [Fact]
    public void Runs_on_a_pooled_machine_allocate_nothing_however_their_pages_lie()
    {
        var memory = new PhysicalMemory(1UL << 40);
        var random = new TrialRandom(1);
        var data = new byte[512];
        for (var warm = 0; warm < 2; warm++)
            OneRun();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 1000; run++)
            OneRun();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void OneRun()
        {
            for (var page = 0; page < 20; page++)
                memory.Write(new PhysicalAddress(random.Next() % (1UL << 28) << 12), data);
            memory.Reset();
        }
    }

    [Fact]
    public void A_terabyte_costs_what_is_written_to_it()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var memory = new PhysicalMemory(1UL << 40);
        for (var i = 0UL; i < 1000; i++)
            memory.Write64(new PhysicalAddress(i << 30), i);
        Assert.Equal(1000, memory.TouchedGranules);
        // 4 MB of granules, up to twice that for the slab begun last, and the books.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 4_096_000, 9_000_000);
        for (var i = 0UL; i < 1000; i++)
            Assert.True(memory.Read64(new PhysicalAddress(i << 30), out var value) && value == i);
    }

    private static void Step(PhysicalMemory memory, Model model, TrialRandom random)
    {
        var (place, length) = (Place(random), Length(random));
        var at = new PhysicalAddress((ulong)place);
        var inside = Math.Clamp(Installed - place, 0, length);
        switch (random.Below(10))
        {
            case 0:
                var target = random.Below(2) == 0 ? Place(random) : Math.Max(0, place + random.Below(200) - 100);
                Assert.Equal(Math.Min(inside, Math.Clamp(Installed - target, 0, length)), memory.Copy(at, new PhysicalAddress((ulong)target), length));
                model.Write(target, model.Read(place, length));
                break;
            case 1:
                var value = random.Pick<byte>(0, 0, 0xFF, 0x5A);
                Assert.Equal(inside, memory.Fill(at, length, value));
                model.Write(place, [.. Enumerable.Repeat(value, length)]);
                break;
            case 2:
                var span = memory.WritableSpan(at, length);
                Assert.Equal(Math.Min(inside, 4096 - place % 4096), span.Length);
                Assert.Equal(model.Read(place, span.Length), span.ToArray());
                var part = random.Bytes(span.Length);
                part.CopyTo(span);
                model.Write(place, part);
                break;
            case 3:
                Assert.Equal(model.Read(place, memory.ReadableSpan(at, length).Length), memory.ReadableSpan(at, length).ToArray());
                break;
            case 4:
                var expected = model.Read(place, length);
                Assert.Equal(-1, memory.FirstDifference(at, expected));
                if (length == 0)
                    break;
                var wrong = random.Below(length);
                expected[wrong] ^= 0x10;
                Assert.Equal(wrong, memory.FirstDifference(at, expected));
                break;
            case 5:
                var word = random.Next();
                Assert.Equal(place <= Installed - 8, memory.Write64(at, word));
                var bytes = new byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
                model.Write(place, bytes);
                break;
            case 6:
                Assert.Equal(place <= Installed - 8, memory.Read64(at, out var found));
                Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(model.Read(place, 8)), found);
                break;
            case 7:
                var read = new byte[length];
                Assert.Equal(inside, memory.Read(at, read));
                Assert.Equal(model.Read(place, length), read);
                break;
            default:
                var data = random.Bytes(length);
                Assert.Equal(inside, memory.Write(at, data));
                model.Write(place, data);
                break;
        }
    }

    /// <summary>Mostly near a border of granules, some behind the end.</summary>
    private static int Place(TrialRandom random) =>
        random.Below(3) == 0 ? random.Below(Installed + 100) : Math.Max(0, random.Below(11) * 4096 + random.Below(40) - 20);

    private static int Length(TrialRandom random) => random.Below(4) switch
    {
        0 => random.Below(16),
        1 => 4096 + random.Below(40) - 20,
        2 => random.Below(12_000),
        _ => random.Below(600),
    };

    /// <summary>The installed bytes, and behind them what a bus reads where nobody answers.</summary>
    private sealed class Model
    {
        private readonly byte[] all = new byte[Installed + 60_000];

        internal Model() => all.AsSpan(Installed).Fill(0xFF);

        internal ReadOnlySpan<byte> Bytes => all.AsSpan(0, Installed);

        internal byte[] Read(int place, int length) => all.AsSpan(place, length).ToArray();

        internal void Write(int place, byte[] data)
        {
            if (place < Installed)
                data.AsSpan(0, Math.Min(data.Length, Installed - place)).CopyTo(all.AsSpan(place));
        }
    }
}
