using DmaActors.Simulation.Hosting;

namespace DmaActors.Lab.Workloads;

/// <summary>Media for actors on several threads: the device moves data while the user trims what nobody moves.</summary>
internal sealed class GatedImage(IImage image) : IImage
{
    private readonly Gate gate = Gate.Closed();

    public long Length => image.Length;

    public void Read(long offset, Span<byte> destination)
    {
        using var access = gate.Enter();
        image.Read(offset, destination);
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        using var access = gate.Enter();
        image.Write(offset, source);
    }

    public void Trim(long offset, long length)
    {
        using var access = gate.Enter();
        image.Trim(offset, length);
    }
}
