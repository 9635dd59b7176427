using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>Memory of kmem_alloc(9F): the driver's own, wired down, in whatever page frames there were.</summary>
public sealed class KernelMemory
{
    private readonly DriverInstance instance;

    internal KernelMemory(DriverInstance instance, MemoryObject memory)
    {
        this.instance = instance;
        Object = memory;
    }

    /// <summary>Bytes.</summary>
    public uint Length => (uint)Object.Length;

    internal MemoryObject Object { get; }

    /// <summary>The object of memory that has not been freed.</summary>
    internal MemoryObject Live
    {
        get
        {
            AssertThere();
            return Object;
        }
    }

    internal bool IsFreed { get; set; }

    /// <summary>The processor reads.</summary>
    public void Read(uint offset, Span<byte> destination)
    {
        AssertThere();
        Object.Read(offset, destination);
    }

    /// <summary>The processor writes.</summary>
    public void Write(uint offset, ReadOnlySpan<byte> source)
    {
        AssertThere();
        Object.Write(offset, source);
        instance.AddToDigest(source);
    }

    private void AssertThere()
    {
        if (IsFreed)
            throw new InvalidOperationException($"{instance.Name} touched memory that it had freed (kmem_free(9F)).");
    }
}
