using System.Runtime.Versioning;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class WriteBackTests : TemporaryFolder
{
    [Fact]
    public void The_file_gets_the_contents_of_the_disk_and_nothing_else_is_left()
    {
        var path = NewFile("a.img", new byte[200_000 / 512 * 512]);
        var contents = new byte[200_000 / 512 * 512];
        WrittenBytes.Fill(1, 1, 0, contents.AsSpan(0, 70_000)); // the rest is zeroes: a hole
        contents[^1] = 1;
        var media = new MemoryImage(contents.Length);
        media.Write(0, contents);
        WriteBack.Save(path, media);
        Assert.Equal(contents, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_disk_that_lies_over_the_file_itself_can_be_written_back()
    {
        var before = new byte[ImageSource.LargestInMemory + 512];
        WrittenBytes.Fill(1, 1, 0, before);
        var path = NewFile("a.img", before);
        using (var source = ImageSource.TryOpen(path, 512, out _)!)
        {
            var media = source.NewMedia();
            media.Trim(512, 1024);
            WriteBack.Save(path, media);
        }

        before.AsSpan(512, 1024).Clear();
        Assert.True(before.AsSpan().SequenceEqual(File.ReadAllBytes(path)));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_link_stays_a_link_and_the_mode_stays()
    {
        var path = NewFile("a.img", new byte[512]);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, Mode);
        var link = Path.Combine(Folder, "link.img");
        File.CreateSymbolicLink(link, path);
        var media = new MemoryImage(512);
        media.Write(0, [1]);
        WriteBack.Save(link, media);
        Assert.Equal(path, File.ResolveLinkTarget(link, true)!.FullName);
        Assert.Equal(1, File.ReadAllBytes(path)[0]);
        Assert.Equal(Mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void If_it_fails_the_file_is_as_it_was()
    {
        var path = NewFile("a.img", [1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => WriteBack.Save(path, new Broken()));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void It_is_known_before_the_run_whether_the_file_can_be_replaced()
    {
        var path = NewFile("a.img", new byte[512]);
        Assert.Null(WriteBack.Check(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Folder));
        Assert.Contains("no file to write back to", WriteBack.Check(Path.Combine(Folder, "missing"))!.Message, StringComparison.Ordinal);
    }

    [UnixFact(isForSuperuser: false)]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_takes_no_file_is_known_before_the_run()
    {
        var path = NewFile("a.img", new byte[512]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Contains("may not be written", WriteBack.Check(path)!.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("takes no new file", WriteBack.Check(path)!.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Media that fail after the first piece.</summary>
    private sealed class Broken : IMedia
    {
        public long Length => 1 << 20;

        public void Read(long offset, Span<byte> destination)
        {
            if (offset > 0)
                throw new InvalidDataException();
            destination.Fill(1);
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();
    }
}
