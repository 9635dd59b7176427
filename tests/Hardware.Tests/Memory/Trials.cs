using System.Runtime.InteropServices;
using Xunit.Sdk;

namespace DmaActors.Hardware.Tests.Memory;

/// <summary>Runs a trial under many seeds, from short ones to long ones, and names the seed of the one that fails.</summary>
internal static class Trials
{
    internal static void Run(int count, Action<TrialRandom> trial)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            try
            {
                trial(new TrialRandom((ulong)seed));
            }
            catch (Exception failure)
            {
                throw new XunitException($"Trial with seed {seed} of {count} failed: {failure.Message}", failure);
            }
        }
    }
}

/// <summary>SplitMix64, so that a seed means the same for ever.</summary>
internal sealed class TrialRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>The seed of the trial: trials with a higher one do more operations.</summary>
    internal int Seed { get; } = (int)seed;

    internal ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var value = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    internal int Below(int limit) => (int)(Next() % (ulong)limit);

    internal T Pick<T>(params T[] options) => options[Below(options.Length)];

    internal byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var rest = bytes.AsSpan(); rest.Length > 0; rest = rest[Math.Min(rest.Length, sizeof(ulong))..])
        {
            var word = Next();
            MemoryMarshal.AsBytes(new Span<ulong>(ref word))[..Math.Min(rest.Length, sizeof(ulong))].CopyTo(rest);
        }

        return bytes;
    }
}
