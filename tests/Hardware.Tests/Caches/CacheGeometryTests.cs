namespace DmaActors.Hardware.Tests.Caches;

public sealed class CacheGeometryTests
{
    [Theory]
    [InlineData(8, 1, 1)]
    [InlineData(4096, 1, 1)]
    [InlineData(64, 512, 4)]
    [InlineData(64, 12, 3)]
    [InlineData(16, 7, 7)]
    public void Lines_are_powers_of_two_of_bytes_and_sets(int lineBytes, int lines, int ways)
    {
        var geometry = new CacheGeometry(lineBytes, lines, ways);
        Assert.Equal((lineBytes, lines, ways, lines / ways), (geometry.LineBytes, geometry.Lines, geometry.Ways, geometry.Sets));
    }

    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(63, 1, 1)]
    [InlineData(65, 1, 1)]
    [InlineData(8192, 1, 1)]
    [InlineData(64, 0, 1)]
    [InlineData(64, 4, 0)]
    [InlineData(64, 4, 3)]
    [InlineData(64, 2, 4)]
    [InlineData(64, 12, 2)]
    public void Other_sizes_are_refused(int lineBytes, int lines, int ways) =>
        Assert.ThrowsAny<ArgumentException>(() => new CacheGeometry(lineBytes, lines, ways));
}
