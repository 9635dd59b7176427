using System.Text;

namespace DmaActors.Generators.Text;

/// <summary>64-bit FNV-1a over UTF-8. Trace hashes stand in reports and tests, so it never changes.</summary>
internal static class NameHash
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x00000100000001B3;

    public static ulong Of(string name)
    {
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ octet) * Prime);
        return hash;
    }
}
