using System.Diagnostics;
using System.Runtime.Versioning;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class ImageSourceTests : TemporaryFolder
{
    [Fact]
    public void A_file_is_read_and_never_changed()
    {
        var contents = new byte[4096];
        WrittenBytes.Fill(1, 1, 0, contents);
        var path = NewFile("a.img", contents);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        using (var source = Open(path))
        {
            var media = source.NewMedia();
            Assert.IsType<MemoryImage>(media);
            media.Write(0, new byte[512]);
            media.Trim(1024, 512);
            Assert.Equal((path, 4096L), (source.Name, source.Length));
        }

        Assert.Equal(contents, File.ReadAllBytes(path));
        File.SetAttributes(path, FileAttributes.Normal); // some systems do not delete it otherwise
    }

    [Fact]
    public void A_large_file_stays_on_disk_and_only_what_is_written_comes_into_memory()
    {
        var path = Path.Combine(Folder, "large.img");
        const long Length = 3L << 30;
        var mark = "mark"u8.ToArray();
        using (var file = File.Create(path))
        {
            file.SetLength(Length); // a hole: takes no space
            file.Position = Length - 512;
            file.Write(mark);
        }

        using var source = Open(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var media = Assert.IsType<OverlayImage>(source.NewMedia());
        media.Write(1L << 31, mark);
        var found = new byte[4];
        media.Read(Length - 512, found);
        Assert.Equal(mark, found);
        media.Read(1L << 31, found);
        Assert.Equal(mark, found);
        media.Read(1L << 30, found);
        Assert.Equal(new byte[4], found);
        Assert.Equal(OverlayImage.ChunkBytes, media.BytesInMemory);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Large_and_small_files_read_the_same()
    {
        var contents = new byte[ImageSource.LargestInMemory + 512];
        WrittenBytes.Fill(3, 1, 0, contents);
        using var large = Open(NewFile("large.img", contents));
        using var small = Open(NewFile("small.img", contents[..(int)ImageSource.LargestInMemory]));
        Assert.IsType<OverlayImage>(large.NewMedia());
        Assert.IsType<MemoryImage>(small.NewMedia());
        var found = new byte[100_000];
        foreach (var offset in (int[])[0, 1, 65535, contents.Length - 512 - found.Length])
        {
            foreach (var media in (IMedia[])[large.NewMedia(), small.NewMedia()])
            {
                media.Read(offset, found);
                Assert.True(found.AsSpan().SequenceEqual(contents.AsSpan(offset, found.Length)));
            }
        }
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_used_is_an_error_and_not_zeroes()
    {
        var path = NewFile("large.img", new byte[ImageSource.LargestInMemory + 512]);
        using var source = Open(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // Not every system lets anyone shorten a file that is open elsewhere.
            file.SetLength(512);
        }

        Assert.Throws<IOException>(() => source.Read(0, new byte[1024]));
    }

    [Theory]
    [InlineData(1, "512 bytes")]
    [InlineData(511, "0 or 512 bytes")]
    [InlineData(513, "512 or 1024 bytes")]
    public void A_file_that_is_no_whole_number_of_sectors_is_refused(int length, string expected)
    {
        var error = Error(NewFile("odd.img", new byte[length]));
        Assert.Contains($"its size, {length}, is not a multiple of 512", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        Assert.Contains("empty", Error(NewFile("empty.img", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.Equal("there is no such file", Error(Path.Combine(Folder, "missing.img")).Message);
        Assert.Equal("there is no such file", Error(Path.Combine(NewFile("a.img", [1]), "below-a-file.img")).Message);
        Assert.Equal("it is a directory", Error(Folder).Message);
        Assert.Equal("the file name is empty", Error("").Message);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_refused_with_the_reason()
    {
        var path = NewFile("locked.img", new byte[512]);
        using var other = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.StartsWith("it cannot be read: ", Error(path).Message, StringComparison.Ordinal);
    }

    [UnixFact(isForSuperuser: false)]
    [UnsupportedOSPlatform("windows")]
    public void A_file_without_permission_is_refused()
    {
        var path = NewFile("secret.img", new byte[512]);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal("it cannot be read: permission denied", Error(path).Message);
    }

    [UnixFact]
    public void A_pipe_is_refused_without_waiting_for_its_writer()
    {
        var path = Path.Combine(Folder, "pipe");
        using (var mkfifo = Process.Start("mkfifo", path))
            mkfifo.WaitForExit();
        Assert.Contains("no regular file", Error(path).Message, StringComparison.Ordinal);
    }

    private static ImageSource Open(string path)
    {
        var source = ImageSource.TryOpen(path, 512, out var error);
        Assert.Null(error);
        return source!;
    }

    private static InputError Error(string path)
    {
        Assert.Null(ImageSource.TryOpen(path, 512, out var error));
        Assert.Equal((path, 0, "image"), (error!.File, error.Line, error.Key));
        Assert.NotEmpty(error.Expected);
        return error;
    }
}
