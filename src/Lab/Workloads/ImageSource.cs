using DmaActors.Lab.Inputs;
using Microsoft.Win32.SafeHandles;

namespace DmaActors.Lab.Workloads;

/// <summary>What is on a disk before the first request: bytes that never change. Media and shadow copies lie over it; several may share one.</summary>
internal abstract class ImageSource : IDisposable
{
    /// <summary>Images up to this size are kept in memory as a whole; of larger ones only what is written.</summary>
    public const long LargestInMemory = 64 << 20;

    /// <summary>The same for images that are no file of the user's: they need no second copy.</summary>
    public const long LargestMadeInMemory = 256 << 20;

    private protected ImageSource(string name, long length)
    {
        Name = name;
        Length = length;
    }

    /// <summary>The file as the user named it, or what it is otherwise.</summary>
    public string Name { get; }

    public long Length { get; }

    /// <summary>A disk full of zeroes.</summary>
    public static ImageSource Zeroes(long length) => new Blank(length);

    /// <summary>A disk on which every byte is known and none is like its neighbours, so that a read that goes astray on it is seen: <see cref="WrittenBytes"/> of no request.</summary>
    public static ImageSource Seeded(ulong seed, long length) => new Pattern(seed, length);

    /// <summary>A disk with the contents of a file of the user's, which is opened for reading only.</summary>
    /// <returns>Null, and the error, if the file is missing, a directory, unreadable, empty or no whole number of sectors.</returns>
    public static ImageSource? TryOpen(string path, int sectorBytes, out InputError? error)
    {
        const string Key = "image";
        if (File.Exists(path) && new FileInfo(path).Length == 0)
        {
            // Pipes and devices have length 0 as well, and opening a pipe would wait for its writer.
            error = InputError.OfFile(path, Key, "it is empty, or no regular file", "a disk image: a regular file that is not empty");
            return null;
        }

        var handle = UserFile.TryOpen(path, Key, "a disk image", FileShare.Read, out error);
        if (handle is null)
            return null;
        try
        {
            var length = RandomAccess.GetLength(handle);
            if (length % sectorBytes != 0)
                error = InputError.OfFile(path, Key, $"its size, {length}, is not a multiple of {sectorBytes}", $"whole sectors: {length / sectorBytes * sectorBytes} or {(length / sectorBytes * sectorBytes) + sectorBytes} bytes");
            else if (length > IoLimits.MaximumDiskBytes)
                error = InputError.OfFile(path, Key, $"its size, {length}, is more than a disk can have", $"at most {IoLimits.MaximumDiskBytes} bytes");
            if (error is not null)
            {
                handle.Dispose();
                return null;
            }

            var source = new OfFile(path, handle, length);
            if (length > LargestInMemory)
                return source;
            using (source)
                return new Kept(source);
        }
        catch (IOException e)
        {
            handle.Dispose();
            error = InputError.OfFile(path, Key, $"it cannot be read: {e.Message}", "a disk image that can be read");
            return null;
        }
    }

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on, all of which lie within <see cref="Length"/>.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>Media with these contents, to be read and written; the source must live as long as it does.</summary>
    public IImage NewMedia() => Length <= (this is OfFile ? LargestInMemory : LargestMadeInMemory) ? new MemoryImage(this) : new OverlayImage(this);

    public void Dispose() => Release();

    /// <summary>Closes what the source holds open; most hold nothing.</summary>
    private protected virtual void Release()
    {
    }

    private sealed class Blank(long length) : ImageSource("zeroes", length)
    {
        public override void Read(long offset, Span<byte> destination) => destination.Clear();
    }

    private sealed class Pattern(ulong seed, long length) : ImageSource("seeded", length)
    {
        public override void Read(long offset, Span<byte> destination) => WrittenBytes.Fill(seed, WrittenBytes.InitialContents, offset, destination);
    }

    /// <summary>A small file, read once.</summary>
    private sealed class Kept : ImageSource
    {
        private readonly byte[] bytes;

        public Kept(ImageSource file)
            : base(file.Name, file.Length)
        {
            bytes = GC.AllocateUninitializedArray<byte>(checked((int)file.Length));
            file.Read(0, bytes);
        }

        public override void Read(long offset, Span<byte> destination) => bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    private sealed class OfFile(string path, SafeFileHandle handle, long length) : ImageSource(path, length)
    {
        public override void Read(long offset, Span<byte> destination)
        {
            while (destination.Length > 0)
            {
                var got = RandomAccess.Read(handle, destination, offset);
                if (got == 0)
                    throw new IOException($"{Name} became shorter than {Length} bytes while it was in use");
                offset += got;
                destination = destination[got..];
            }
        }

        private protected override void Release() => handle.Dispose();
    }
}
