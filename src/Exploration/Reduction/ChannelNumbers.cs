namespace DmaActors.Exploration.Reduction;

/// <summary>Small numbers for channels, kept for the whole exploration. They depend on the order of discovery, so they never show.</summary>
internal sealed class ChannelNumbers
{
    private readonly Dictionary<ulong, int> numbers = [];
    private readonly List<ulong> digests = [];

    public int this[ulong digest]
    {
        get
        {
            if (numbers.TryGetValue(digest, out var number))
                return number;
            numbers.Add(digest, digests.Count);
            digests.Add(digest);
            return digests.Count - 1;
        }
    }

    public ulong DigestOf(int number) => digests[number];
}
