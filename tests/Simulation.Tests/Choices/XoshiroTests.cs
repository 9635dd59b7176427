namespace DmaActors.Simulation.Tests.Choices;

public class XoshiroTests
{
    [Theory]
    [MemberData(nameof(Golden))]
    public void Its_sequence_is_the_published_one(ulong seed, ulong[] expected)
    {
        var random = new Xoshiro(seed);
        Assert.Equal(expected, expected.Select(_ => random.Next()));
    }

    [Fact]
    public void Values_below_a_bound_are_below_it_and_about_equally_frequent()
    {
        var random = new Xoshiro(1);
        foreach (var bound in new[] { 1, 2, 3, 7, 100 })
        {
            var counts = new int[bound];
            for (var i = 0; i < 20_000; i++)
                counts[random.Below(bound)]++;

            // The seed is fixed, so this cannot fail now and then; five standard deviations are room enough for any seed.
            var mean = 20_000.0 / bound;
            Assert.All(counts, count => Assert.InRange(count, mean - (5 * Math.Sqrt(mean)), mean + (5 * Math.Sqrt(mean))));
        }

        Assert.InRange(random.Below(int.MaxValue), 0, int.MaxValue - 1);
    }

    public static TheoryData<ulong, ulong[]> Golden => new()
    {
        { 0x0, [0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0, 0x6AA594F1262D2D2C] },
        { 0x1, [0xB3F2AF6D0FC710C5, 0x853B559647364CEA, 0x92F89756082A4514, 0x642E1C7BC266A3A7] },
        { 0xDEADBEEF, [0xC5555444A74D7E83, 0x65C30D37B4B16E38, 0x54F773200A4EFA23, 0x429AED75FB958AF7] },
        { 0xFFFFFFFFFFFFFFFF, [0x8F5520D52A7EAD08, 0xC476A018CAA1802D, 0x81DE31C0D260469E, 0xBF658D7E065F3C2F] },
    };
}
