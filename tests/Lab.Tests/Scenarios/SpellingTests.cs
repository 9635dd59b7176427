using DmaActors.Lab.Scenarios.Binding;
using FsCheck;
using FsCheck.Fluent;

namespace DmaActors.Lab.Tests.Scenarios;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("seed", "seed", 0)]
    [InlineData("SEED", "seed", 0)]
    [InlineData("sede", "seed", 1)]
    [InlineData("sed", "seed", 1)]
    [InlineData("seeed", "seed", 1)]
    [InlineData("send", "seed", 1)]
    [InlineData("memory", "nexus", 5)]
    public void The_distance_counts_what_a_writer_does_wrong(string a, string b, int distance) => Assert.Equal(distance, Spelling.Distance(a, b));

    [Fact]
    public void The_distance_is_that_of_the_plain_definition()
    {
        var word = Gen.Elements('a', 'b', 'C').ArrayOf(6).Select(letters => new string(letters));
        var any = Gen.Choose(0, 6).SelectMany(length => word.Select(text => text[..length]));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(any.Two().ToArbitrary(), pair => Spelling.Distance(pair.Item1, pair.Item2) == Naive(pair.Item1, pair.Item2))
        );
    }

    [Fact]
    public void A_name_that_is_not_near_is_not_proposed()
    {
        Assert.Null(Spelling.Nearest("quantum", ["disk", "tape"]));
        Assert.Null(Spelling.Nearest("ab", ["cd"]));
        Assert.Equal("tape", Spelling.Nearest("tpae", ["disk", "tape"]));
        Assert.Equal(["aab", "aac"], Spelling.NearestFew("aaa", ["aac", "aab", "abcd"], 2));
        Assert.Null(Spelling.Nearest("x", []));
        Assert.Equal(int.MaxValue, Spelling.Distance(new string('a', 100_000), "a"));
    }

    private static int Naive(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length;
        var (x, y) = (char.ToLowerInvariant(a[^1]), char.ToLowerInvariant(b[^1]));
        var best = Math.Min(Math.Min(Naive(a[..^1], b), Naive(a, b[..^1])) + 1, Naive(a[..^1], b[..^1]) + (x == y ? 0 : 1));
        var swapped = a.Length > 1 && b.Length > 1 && char.ToLowerInvariant(a[^2]) == y && char.ToLowerInvariant(b[^2]) == x;
        return swapped ? Math.Min(best, Naive(a[..^2], b[..^2]) + 1) : best;
    }
}
