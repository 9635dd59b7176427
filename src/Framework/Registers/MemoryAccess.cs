using System.Buffers.Binary;

namespace DmaActors.Framework.Registers;

/// <summary>
/// Memory of ddi_dma_mem_alloc(9F). While a device has it mapped a get is a step of its own, so that the device can come in between two of them: that is how a driver
/// polls. A put takes effect at once, in the order of the processor's stores: what is written to a register after it reaches the device after it.
/// </summary>
internal sealed class MemoryAccess(DriverInstance instance, KernelMemory memory, DeviceAccAttr attributes) : AccessHandle
{
    private readonly bool swaps = attributes.EndianFlags == DeviceEndian.StructureBig;

    public KernelMemory Memory { get; } = memory;

    /// <summary>The processor reads.</summary>
    public Word Load(int offset, int width)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        Memory.Load(unchecked((uint)offset), bytes[..width]);
        if (swaps)
            bytes[..width].Reverse();
        return new Word(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }

    internal override bool IsFaulty(string call) => !Memory.IsWhole(0, call);

    private protected override void Put(int offset, int width, ulong value)
    {
        Check(offset, width, "ddi_put");
        instance.GoOn();
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        if (swaps)
            bytes[..width].Reverse();
        Memory.Store(unchecked((uint)offset), bytes[..width]);
    }

    private protected override ContextCall<Word> Get(int offset, int width)
    {
        Check(offset, width, "ddi_get");
        return Memory.Bindings > 0 && !Memory.IsFreed
            ? new ContextCall<Word>(instance, instance.Self, new LoadMemory(this, offset, width))
            : new ContextCall<Word>(Load(offset, width));
    }

    /// <summary>An address that is no multiple of the width is a trap on some processors. On ours it works, and is a finding.</summary>
    private void Check(int offset, int width, string call)
    {
        Memory.Check(unchecked((uint)offset), (uint)width, call);
        if (offset % width != 0)
            Memory.Misused(call, $"called {call} for {width} bytes at offset {offset} of {Memory.Description}: no multiple of their number");
    }
}

/// <summary>An instance to itself: the processor reads memory that a device may write.</summary>
internal sealed partial record LoadMemory([property: NotDigested] MemoryAccess Access, int Offset, int Width) : Message;
