using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Generators.Tests.Compiled;

internal enum Direction : byte
{
    FromDevice,
    ToDevice,
}

internal readonly record struct Register(ulong Offset) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add(Offset);
}

internal abstract partial record RegisterAccess(Register Register, int Width) : Message;

internal sealed partial record RegisterWrite(Register Register, int Width, ulong Value, [NotDigested] string Comment) : RegisterAccess(Register, Width);

internal sealed partial record Answer<T>(T Value, Direction? Direction) : Message
    where T : struct, IDigestible;

internal sealed partial class SampleDriver(string name) : Driver
{
    [SoftState]
    public partial bool Busy { get; set; }

    [SoftState]
    public partial int Retries { get; private set; } = 3;

    [SoftState]
    public partial string Name { get; set; } = name;

    public void Retry() => Retries--;
}
