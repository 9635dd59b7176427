using System.Buffers.Binary;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>
/// Kernel memory that is the driver's own, wired down: that of kmem_alloc(9F), in whatever page frames there were, or that of ddi_dma_mem_alloc(9F), where the device
/// reaches it. The latter is better accessed through its <see cref="AccessHandle"/>.
/// </summary>
/// <remarks>
/// What is done with it after it was freed, or beyond its end, is a finding: what is written is lost, and what is read is what the debugging allocator of the system leaves there,
/// 0xDEADBEEF in freed memory and 0xFEEDFACE behind the end.
/// </remarks>
public sealed class KernelMemory
{
    private const uint FreedPattern = 0xDEAD_BEEF;
    private const uint RedZonePattern = 0xFEED_FACE;

    internal KernelMemory(DriverInstance owner, MemoryObject memory)
    {
        Owner = owner;
        Object = memory;
        Length = (uint)memory.Length;
    }

    /// <summary>Bytes.</summary>
    public uint Length { get; }

    internal DriverInstance Owner { get; }

    internal MemoryObject Object { get; }

    internal bool IsFreed { get; set; }

    /// <summary>Whether it is memory for DMA, which ddi_dma_mem_free(9F) takes back.</summary>
    internal bool IsForDma { get; init; }

    internal ResourceKind Kind => IsForDma ? ResourceKind.DmaMemory : ResourceKind.KernelMemory;

    /// <summary>Handles that have it bound now.</summary>
    internal int Bindings { get; set; }

    /// <summary>The context that allocated it, for findings: without the name of the instance, when it is one of the instance's own.</summary>
    internal string AllocatedBy { get; set; } = "";

    /// <summary>The context that freed it.</summary>
    internal string? FreedBy { get; set; }

    /// <summary>As a sentence names it.</summary>
    internal string Description => $"{Length} bytes of {(IsForDma ? "memory for DMA" : "kernel memory")} (allocated by {Owner.NameOfContext(AllocatedBy)})";

    /// <summary>The processor reads.</summary>
    public void Read(uint offset, Span<byte> destination)
    {
        Check(offset, (uint)destination.Length, "kernel memory was read");
        Load(offset, destination);
    }

    /// <summary>The processor writes.</summary>
    public void Write(uint offset, ReadOnlySpan<byte> source)
    {
        Check(offset, (uint)source.Length, "kernel memory was written");
        Store(offset, source);
    }

    /// <summary>Whether so many bytes of it can be handed to the system; if not, that is a finding.</summary>
    /// <param name="length">From its start on.</param>
    /// <param name="call">The function that is given it.</param>
    internal bool IsWhole(uint length, string call)
    {
        if (!IsFreed && length <= Length)
            return true;
        Misused(call, IsFreed ? $"gave {call} {Description}, which {Owner.NameOfContext(FreedBy)} had freed" : $"gave {call} {length} bytes from the start of {Description}");
        return false;
    }

    /// <summary>A function was given memory that it cannot take: a finding.</summary>
    internal void Misused(string call, string deed) => Owner.Rules.Misused(Owner.Running(call), Misuse.Memory, deed);

    /// <summary>Whether all of some bytes are there.</summary>
    private bool Holds(uint offset, uint length) => !IsFreed && (ulong)offset + length <= Length;

    /// <summary>What the processor sees, whether it may look there or not.</summary>
    internal void Load(uint offset, Span<byte> destination)
    {
        var there = There(offset, (uint)destination.Length);
        if (there > 0)
            Object.Read(offset, destination[..there]);
        Fill(destination[there..], IsFreed ? FreedPattern : RedZonePattern);
    }

    /// <summary>What the processor stores, as far as there is a place for it.</summary>
    internal void Store(uint offset, ReadOnlySpan<byte> source)
    {
        var there = There(offset, (uint)source.Length);
        if (there == 0)
            return;
        Object.Write(offset, source[..there]);
        Owner.AddToDigest(source[..there]);
    }

    /// <summary>An access where no byte of it is: a finding.</summary>
    internal void Check(uint offset, uint length, string call)
    {
        if (!Holds(offset, length))
            Misused(call, IsFreed ? $"touched {Description}, which {Owner.NameOfContext(FreedBy)} had freed" : $"touched {length} bytes at offset {unchecked((int)offset)} of {Description}: beyond their end");
    }

    private int There(uint offset, uint length) => IsFreed || offset >= Length ? 0 : (int)Math.Min(length, Length - offset);

    private static void Fill(Span<byte> bytes, uint pattern)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, pattern);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = word[i % sizeof(uint)];
    }
}
