using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DmaActors.Hardware.Memory;

// Single accesses. True means that installed memory answered for every byte; what it did not answer for is read as 0xFF and lost when written.
public sealed partial class PhysicalMemory
{
    /// <summary>Reads a byte; false if it is not installed.</summary>
    public bool Read8(PhysicalAddress at, out byte value)
    {
        Span<byte> scratch = stackalloc byte[sizeof(byte)];
        value = Fetch(at, scratch, out var answered)[0];
        return answered;
    }

    /// <summary>Reads a little-endian word of two bytes; false if not all of it is installed.</summary>
    public bool Read16(PhysicalAddress at, out ushort value)
    {
        Span<byte> scratch = stackalloc byte[sizeof(ushort)];
        value = BinaryPrimitives.ReadUInt16LittleEndian(Fetch(at, scratch, out var answered));
        return answered;
    }

    /// <summary>Reads a little-endian word of four bytes; false if not all of it is installed.</summary>
    public bool Read32(PhysicalAddress at, out uint value)
    {
        Span<byte> scratch = stackalloc byte[sizeof(uint)];
        value = BinaryPrimitives.ReadUInt32LittleEndian(Fetch(at, scratch, out var answered));
        return answered;
    }

    /// <summary>Reads a little-endian word of eight bytes; false if not all of it is installed.</summary>
    public bool Read64(PhysicalAddress at, out ulong value)
    {
        Span<byte> scratch = stackalloc byte[sizeof(ulong)];
        value = BinaryPrimitives.ReadUInt64LittleEndian(Fetch(at, scratch, out var answered));
        return answered;
    }

    /// <summary>Writes a byte; false if it is not installed.</summary>
    public bool Write8(PhysicalAddress at, byte value) => Write(at, [value]) == sizeof(byte);

    /// <summary>Writes a little-endian word of two bytes; false if not all of it is installed.</summary>
    public bool Write16(PhysicalAddress at, ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Write(at, bytes) == sizeof(ushort);
    }

    /// <summary>Writes a little-endian word of four bytes; false if not all of it is installed.</summary>
    public bool Write32(PhysicalAddress at, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Write(at, bytes) == sizeof(uint);
    }

    /// <summary>Writes a little-endian word of eight bytes; false if not all of it is installed.</summary>
    public bool Write64(PhysicalAddress at, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Write(at, bytes) == sizeof(ulong);
    }

    /// <summary>The bytes at <paramref name="at"/>, as many as <paramref name="scratch"/> has: in place where possible, else copied to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Fetch(PhysicalAddress at, Span<byte> scratch, out bool answered)
    {
        if (IsInOneGranule(at, scratch.Length))
        {
            using var access = gate.Enter();
            answered = true;
            return Piece(at, scratch.Length);
        }

        answered = Read(at, scratch) == scratch.Length;
        return scratch;
    }
}
