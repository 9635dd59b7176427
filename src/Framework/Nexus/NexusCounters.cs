namespace DmaActors.Framework.Nexus;

/// <summary>What a nexus has done, for reports.</summary>
internal sealed class NexusCounters
{
    public long Binds { get; set; }

    public long Unbinds { get; set; }

    public long CopyBufferBinds { get; set; }

    public long BytesCopied { get; set; }

    public long WindowsMoved { get; set; }

    public long NoResources { get; set; }

    public long Slept { get; set; }

    public long Registered { get; set; }

    public long PassesRequested { get; set; }
}
