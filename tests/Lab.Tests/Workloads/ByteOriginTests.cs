using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class ByteOriginTests
{
    private const ulong Seed = 17;

    private static readonly IoPlan Plan = new SyntheticMix { Requests = 500, ReadPercent = 10 }.Generate(Seed, new IoLimits { DiskBytes = 1 << 20 });

    [Fact]
    public void Bytes_of_a_request_tell_their_request_and_place_however_they_are_shifted()
    {
        var write = Plan.Requests.ToArray().Last(request => request.Kind == IoKind.Write);
        var bytes = new byte[write.Length];
        WrittenBytes.Fill(Seed, write.Ordinal, write.Offset, bytes);
        for (var at = 0; at <= bytes.Length - ByteOrigin.BytesNeeded; at += at < 100 ? 1 : 997)
            Assert.Equal(new ByteOrigin(write.Ordinal, write.Offset + at), ByteOrigin.Find(Plan, Seed, bytes.AsSpan(at, ByteOrigin.BytesNeeded)));
    }

    [Fact]
    public void Bytes_of_a_seeded_disk_are_recognised()
    {
        var bytes = new byte[64];
        WrittenBytes.Fill(Seed, WrittenBytes.InitialContents, 5000, bytes);
        Assert.Equal(new ByteOrigin(WrittenBytes.InitialContents, 5000), ByteOrigin.Find(Plan, Seed, bytes));
    }

    [Fact]
    public void Bytes_of_which_one_is_damaged_have_no_origin()
    {
        var bytes = new byte[ByteOrigin.BytesNeeded];
        for (var damaged = 0; damaged < bytes.Length; damaged++)
        {
            WrittenBytes.Fill(Seed, WrittenBytes.InitialContents, 5000, bytes);
            bytes[damaged] ^= 1;
            Assert.Null(ByteOrigin.Find(Plan, Seed, bytes));
        }
    }

    [Fact]
    public void Zeroes_other_seeds_and_places_that_no_request_wrote_have_no_origin()
    {
        var write = Plan.Requests.ToArray().First(request => request.Kind == IoKind.Write);
        var bytes = new byte[64];
        Assert.Null(ByteOrigin.Find(Plan, Seed, bytes));
        WrittenBytes.Fill(Seed + 1, write.Ordinal, write.Offset, bytes);
        Assert.Null(ByteOrigin.Find(Plan, Seed, bytes));
        WrittenBytes.Fill(Seed, write.Ordinal, write.End, bytes);
        Assert.Null(ByteOrigin.Find(Plan, Seed, bytes));
    }
}
