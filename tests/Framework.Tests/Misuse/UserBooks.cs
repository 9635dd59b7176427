using DmaActors.Framework.Tests.DriverHost;

namespace DmaActors.Framework.Tests.Misuse;

/// <summary>A user's buffer that begins with a page, and how often each of its pages is locked.</summary>
internal sealed class UserBooks(Bench bench, int pages, uint pageBytes)
{
    private readonly int[] locks = new int[pages];

    public UserMemory Memory { get; } = new(bench.Memory.TryAllocate((uint)pages * pageBytes)!, bench.Memory);

    public void Change(uint offset, uint length, int change)
    {
        for (var page = offset / pageBytes; page * pageBytes < offset + length; page++)
            locks[page] += change;
    }

    public bool IsLocked(uint offset, uint length)
    {
        for (var page = offset / pageBytes; page * pageBytes < offset + length; page++)
        {
            if (locks[page] == 0)
                return false;
        }

        return true;
    }
}
