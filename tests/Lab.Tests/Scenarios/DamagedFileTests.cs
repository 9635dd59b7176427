using DmaActors.Lab.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>Good scenarios, damaged at random: the loader may refuse them, at a place that exists, but never throws.</summary>
public sealed class DamagedFileTests
{
    private const int Cases = 1_500;

    // One case in eight is loaded (751 of 6,000 were). That fewer than 60 of 1,500 are has a chance below exp(-2 * 1,500 * (1/8 - 60/1,500)^2) = 4e-10 (Hoeffding).
    private const int Fewest = 60;

    private static readonly string[] Pieces =
    [
        "0",
        "1",
        "64",
        "64KiB",
        "5us",
        "70%",
        "0xF0000000",
        "~",
        "[",
        "]",
        "{ a: 1 }",
        "- ",
        ": ",
        "\n",
        "  ",
        "\t",
        "'",
        "\"",
        "#",
        "&x ",
        "*x",
        "name",
        "disk0",
        "true",
        "null",
        "99999999999999999999",
        "-1",
        "count: 1000",
        "é",
        "\0",
    ];

    [Fact]
    public void A_damaged_scenario_is_loaded_or_refused_at_a_place_that_exists()
    {
        using var directory = new ScenarioDirectory();
        var asTheyAre = new ScenarioLoadOptions { FilesMustExist = false };

        // Those with drivers that the catalog of these tests does not know are refused whatever the damage.
        var texts = ScenarioFiles.Locate().Scenarios().Select(listing => File.ReadAllText(listing.Path)).Where(text => directory.Load(text, asTheyAre).Scenario is not null).ToArray();
        var damage = Gen.Choose(0, 10_000).SelectMany(at => Gen.Choose(0, 12).SelectMany(removed => Gen.Elements(Pieces).Select(put => (at, removed, put))));
        var damaged = Gen.Elements(texts).SelectMany(text => Gen.Choose(1, 4).SelectMany(hits => damage.ArrayOf(hits)).Select(all => all.Aggregate(text, Apply)));
        var (loaded, refused) = (0, 0);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll(
                damaged.ToArbitrary(),
                text =>
                {
                    var load = directory.Load(text, asTheyAre);
                    if (load.Scenario is null)
                        refused++;
                    else
                        loaded++;
                    var lines = text.Split('\n').Length;
                    return (load.Scenario is null) == (load.Errors.Count > 0)
                        && load.Errors.All(error =>
                            error.Line >= 1 && error.Line <= lines + 1 && error.Column >= 1 && error.Message.Length > 0 && error.Expected.Length > 0
                        );
                }
            )
        );
        Assert.True(loaded >= Fewest && refused >= Fewest, $"{loaded} loaded, {refused} refused: the damage is too small or too great to mean anything");
    }

    private static string Apply(string text, (int At, int Removed, string Put) damage)
    {
        var at = damage.At % (text.Length + 1);
        return string.Concat(text.AsSpan(0, at), damage.Put, text.AsSpan(Math.Min(text.Length, at + damage.Removed)));
    }
}
