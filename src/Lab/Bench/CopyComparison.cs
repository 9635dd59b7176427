using System.Diagnostics;

namespace DmaActors.Lab.Bench;

/// <summary>
/// Reads of 1 MiB beside <see cref="Span{T}.CopyTo"/> of the same bytes, turn and turn about in one process: how much of what the machine can copy at all is left of it when every
/// byte passes a device, an engine, a bus and a check.
/// </summary>
internal sealed class CopyComparison(ScenarioBench reads) : IBenchmark
{
    private const int PieceBytes = 1 << 20;

    // The size of the disk of the scenario: far more than any cache.
    private const int SetBytes = 256 << 20;

    // Long enough for the clock, short beside the run.
    private const int Rounds = 8;

    public string Name => reads.Name;

    public IReadOnlyList<BenchmarkResult>? Measure(CancellationToken cancellation)
    {
        var set = new byte[SetBytes];
        // Pages that nobody has written are all one page of zeroes.
        set.AsSpan().Fill(0xA5);
        var piece = new byte[PieceBytes];
        var (read, copied, share) = (new List<double>(Benchmark.Runs), new List<double>(Benchmark.Runs), new List<double>(Benchmark.Runs));
        for (var i = 0; i <= Benchmark.Runs; i++)
        {
            if (reads.RunOnce(cancellation) is not { } report)
                return null;
            var (reading, copying) = (report.BytesMoved / report.WallTime.TotalSeconds, CopySpeed(set, piece));
            if (i == 0)
                continue;
            read.Add(reading);
            copied.Add(copying);
            share.Add(100 * reading / copying);
        }

        return [BenchmarkResult.Of(Name, "bytes/s", read), BenchmarkResult.Of("copyto.1m", "bytes/s", copied), BenchmarkResult.Of($"{Name}.share", "% of copyto", share)];
    }

    /// <summary>Bytes a second from the set into one piece, which stays in the cache: the faster way to copy, and so the stricter yardstick.</summary>
    private static double CopySpeed(byte[] set, byte[] piece)
    {
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            for (var offset = 0; offset < SetBytes; offset += PieceBytes)
                set.AsSpan(offset, PieceBytes).CopyTo(piece);
        }

        return (double)Rounds * SetBytes / clock.Elapsed.TotalSeconds;
    }
}
