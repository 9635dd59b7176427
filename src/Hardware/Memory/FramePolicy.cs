namespace DmaActors.Hardware.Memory;

/// <summary>Which free frame an allocator gives next. What is freed is given again before memory that was never used, under each policy.</summary>
public enum FramePolicy
{
    /// <summary>The lowest free frame: a buffer's pages mostly touch each other, and cookies merge.</summary>
    Contiguous,

    /// <summary>The first free frame of a seeded permutation of all memory: a buffer's pages almost never touch each other.</summary>
    Scattered,

    /// <summary>The highest free frame: a buffer's pages touch each other in the wrong order, and no cookies merge.</summary>
    Descending,
}
