using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class RewindableImageTests
{
    private const int Length = 64 << 10;
    private readonly ImageSource source = ImageSource.Seeded(3, Length);

    [Fact]
    public void Rewound_media_hold_what_they_held_at_first()
    {
        var random = new Random(1);
        var media = new RewindableImage(source);
        var initial = Contents(media);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 10; i++)
            {
                var offset = random.NextInt64(Length / 512) * 512;
                var length = (int)Math.Min(Length - offset, random.NextInt64(9) * 512);
                if (i % 3 == 0)
                    media.Trim(offset, length);
                else
                    media.Write(offset, Enumerable.Range(0, length).Select(at => unchecked((byte)(at + i))).ToArray());
            }

            Assert.NotEqual(initial, Contents(media));
            media.Rewind();
            Assert.Equal(initial, Contents(media));
            Assert.Empty(media.Changed);
        }
    }

    [Fact]
    public void A_write_that_nobody_asked_for_differs_from_the_shadow_and_so_does_one_that_is_missing()
    {
        var (media, shadow) = (new RewindableImage(source), new ShadowImage(source, 3));
        Assert.Null(shadow.CompareChanged(media));

        media.Write(1024, new byte[512]);
        Assert.Equal(1024, shadow.CompareChanged(media)!.Value.Offset / 512 * 512);

        media.Rewind();
        shadow.Apply(new IoRequest(2, 0, IoKind.Write, 4096, 512, 0, 0));
        Assert.Equal(4096, shadow.CompareChanged(media)!.Value.Offset / 512 * 512);

        shadow.Rewind();
        Assert.Null(shadow.CompareChanged(media));
        Assert.Null(shadow.Compare(media));
    }

    private static byte[] Contents(IImage media)
    {
        var bytes = new byte[Length];
        media.Read(0, bytes);
        return bytes;
    }
}
