using System.Security.Cryptography;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

/// <summary>Memory and overlay images behave like a plain array, and so do the shadow and its hash.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData(3 * OverlayImage.ChunkBytes)]
    [InlineData((3 * OverlayImage.ChunkBytes) + 512)]
    [InlineData(512)]
    public void Random_reads_writes_and_trims_give_what_an_array_gives(int length)
    {
        var source = ImageSource.Seeded(9, length);
        IImage[] images = [new MemoryImage(source), new OverlayImage(source)];
        var model = new byte[length];
        source.Read(0, model);
        var random = new SplitMix64((ulong)length);
        for (var round = 0; round < 2000; round++)
        {
            var offset = (int)random.Below((ulong)length + 1);
            var count = (int)random.Below((ulong)(length - offset) + 1);
            if (round % 3 == 0)
            {
                offset = offset / OverlayImage.ChunkBytes * OverlayImage.ChunkBytes; // whole chunks, too
                count = Math.Min(length - offset, (count + OverlayImage.ChunkBytes - 1) / OverlayImage.ChunkBytes * OverlayImage.ChunkBytes);
            }

            switch (random.Below(4))
            {
                case 0:
                    var bytes = new byte[count];
                    WrittenBytes.Fill(1, round, offset, bytes);
                    bytes.CopyTo(model, offset);
                    foreach (var image in images)
                        image.Write(offset, bytes);
                    break;
                case 1:
                    model.AsSpan(offset, count).Clear();
                    foreach (var image in images)
                        image.Trim(offset, count);
                    break;
                default:
                    foreach (var image in images)
                        Assert.True(Read(image, offset, count).AsSpan().SequenceEqual(model.AsSpan(offset, count)), $"{image.GetType().Name}, round {round}");
                    break;
            }
        }

        foreach (var image in images)
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(model)), ImageDigest.Sha256(image));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1025)]
    [InlineData(1024, 1)]
    [InlineData(1025, 0)]
    [InlineData(long.MaxValue, 512)]
    public void A_range_that_is_not_on_the_media_is_refused(long offset, int count)
    {
        foreach (var image in (IImage[])[new MemoryImage(1024), new OverlayImage(ImageSource.Zeroes(1024))])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => image.Read(offset, new byte[count]));
            Assert.Throws<ArgumentOutOfRangeException>(() => image.Write(offset, new byte[count]));
            Assert.Throws<ArgumentOutOfRangeException>(() => image.Trim(offset, count));
            image.Read(1024, []);
            image.Write(0, new byte[1024]);
        }
    }

    [Fact]
    public void An_overlay_holds_only_the_chunks_that_were_written()
    {
        var image = new OverlayImage(ImageSource.Zeroes(1L << 40));
        image.Write((1L << 40) - 512, new byte[512]);
        image.Write(OverlayImage.ChunkBytes - 1, new byte[2]);
        Assert.Equal(3 * OverlayImage.ChunkBytes, image.BytesInMemory);
        image.Trim(0, OverlayImage.ChunkBytes);
        Assert.Equal(2 * OverlayImage.ChunkBytes, image.BytesInMemory);
        image.Trim(0, 1L << 30); // chunks that are trimmed as a whole take no memory
        Assert.Equal(OverlayImage.ChunkBytes, image.BytesInMemory);
    }

    [Fact]
    public void A_chunk_that_was_trimmed_can_be_written_again_and_no_other_is_changed_by_it()
    {
        var image = new OverlayImage(ImageSource.Seeded(1, 4 * OverlayImage.ChunkBytes));
        image.Trim(0, 2 * OverlayImage.ChunkBytes);
        image.Write(10, [1, 2, 3]);
        Assert.Equal([0, 1, 2, 3, 0], Read(image, 9, 5));
        Assert.True(Read(image, OverlayImage.ChunkBytes, OverlayImage.ChunkBytes).AsSpan().IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void A_device_can_have_the_memory_itself()
    {
        var image = new MemoryImage(1024);
        image.Span(512, 2)[1] = 7;
        Assert.Equal([0, 7], Read(image, 512, 2));
    }

    [Fact]
    public void The_digest_is_that_of_sha256sum()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ImageDigest.Sha256(new MemoryImage(0)));
        Assert.Equal("076a27c79e5ace2a3d47f9dd2e83e4ff6ea8872b3c2218f66c92b89b55f36560", ImageDigest.Sha256(new MemoryImage(512)));
        var large = new byte[(3 * ImageDigest.PieceBytes) + 5];
        WrittenBytes.Fill(1, 1, 0, large);
        var image = new MemoryImage(large.Length);
        image.Write(0, large);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(large)), ImageDigest.Sha256(image));
    }

    private static byte[] Read(IMedia image, long offset, int count)
    {
        var bytes = new byte[count];
        image.Read(offset, bytes);
        return bytes;
    }
}
