using System.Buffers.Binary;

namespace DmaActors.Lab.Workloads;

/// <summary>The frames that every network instance sends: a function of the seed and a number, so that nobody has to remember what was sent.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Frames">How many each instance sends.</param>
/// <param name="Depth">How many of them may be outstanding at once.</param>
/// <param name="LargestBytes">No frame is longer, and none shorter than <see cref="SmallestBytes"/>.</param>
internal sealed record FramePlan(ulong Seed, int Frames, int Depth, int LargestBytes)
{
    /// <summary>The shortest frame of an Ethernet.</summary>
    public const int SmallestBytes = 64;

    /// <summary>The longest frame of an Ethernet, without its check sequence.</summary>
    public const int MostBytes = 1_514;

    /// <summary>A frame: its number within the instance, then bytes that no other frame has.</summary>
    public byte[] Frame(int instance, int sequence)
    {
        var place = ((long)instance << 44) + ((long)sequence * 2_048);
        var drawn = new SplitMix64(Seed ^ (ulong)place).Below((ulong)(LargestBytes - SmallestBytes + 1));
        var frame = new byte[SmallestBytes + (int)drawn];
        WrittenBytes.Fill(Seed, sequence, place, frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame, sequence);
        return frame;
    }

    /// <summary>The number that a frame says it has; anything in one that was damaged.</summary>
    public static int SequenceOf(ReadOnlySpan<byte> frame) => frame.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(frame);
}
