using System.Text.Json;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>verify, list and bench.</summary>
public sealed class CommandTests
{
    [Fact]
    public void Verify_finds_all_vectors_of_the_reference_right()
    {
        var vectors = Path.Combine(DmaSim.Root, "tests", "vectors");
        var result = DmaSim.Run("verify", Path.Combine(vectors, "bind.jsonl"), Path.Combine(vectors, "callbacks.jsonl"), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("dmasim.verify/1", result.Json.GetProperty("schema").GetString());
        Assert.Equal("passed", result.Json.GetProperty("verdict").GetString());
        Assert.True(result.Json.GetProperty("cases").GetInt64() > 1_000);
        Assert.Equal(0, result.Json.GetProperty("mismatches").GetInt64());
        Assert.Empty(result.Json.GetProperty("first").EnumerateArray());
    }

    [Fact]
    public void Verify_shows_a_vector_with_another_result()
    {
        using var workspace = new Workspace();
        var lines = File.ReadLines(Path.Combine(DmaSim.Root, "tests", "vectors", "bind.jsonl")).Where(line => line.Contains("\"MAPPED\"", StringComparison.Ordinal)).Take(12);
        var vectors = workspace.Write("wrong.jsonl", string.Join('\n', lines).Replace("\"MAPPED\"", "\"TOOBIG\"", StringComparison.Ordinal));

        var result = workspace.Run("verify", vectors, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("failed", result.Json.GetProperty("verdict").GetString());
        Assert.Equal(12, result.Json.GetProperty("mismatches").GetInt64());
        var first = result.Json.GetProperty("first").EnumerateArray().ToList();
        Assert.Equal(10, first.Count);
        Assert.All(first, item => Assert.Contains("TOOBIG", item.GetProperty("expected").GetString(), StringComparison.Ordinal));
        Assert.Equal(1, first[0].GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("drivers", "driver", "sg-block")]
    [InlineData("devices", "device", "sg-disk")]
    [InlineData("platforms", "platform", "x86")]
    [InlineData("scenarios", "scenario", "default")]
    [InlineData("rules", "rule", "DMA001")]
    [InlineData("strategies", "strategy", "random")]
    public void List_lists_each_kind(string kind, string one, string id)
    {
        var result = DmaSim.Run("list", kind, "--json");
        var items = result.Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("dmasim.list/1", result.Json.GetProperty("schema").GetString());
        Assert.Contains(items, item => item.GetProperty("id").GetString() == id);
        Assert.All(items, item => Assert.Equal(one, item.GetProperty("kind").GetString()));
        Assert.All(items, item => Assert.NotEqual("", item.GetProperty("title").GetString()));
        Assert.Contains(id, DmaSim.Run("list", kind).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_the_list_has_its_place_in_the_manual_and_its_cure()
    {
        var items = DmaSim.Run("list", "rules", "--json").Json.GetProperty("items").EnumerateArray();

        Assert.All(items, item =>
        {
            Assert.NotEqual("", item.GetProperty("manual").GetString());
            Assert.NotEqual("", item.GetProperty("cure").GetString());
        });
    }

    [Fact]
    public void Bench_measures_binds()
    {
        var result = DmaSim.Run("bench", "bind", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var results = result.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["bind.4k1", "bind.64k16", "bind.1m256"], results.Select(item => item.GetProperty("name").GetString()));
        Assert.All(results, AssertFigures);
        Assert.All(results, item => Assert.Equal("ns", item.GetProperty("unit").GetString()));
    }

    private static void AssertFigures(JsonElement item)
    {
        var (min, median, max) = (item.GetProperty("min").GetDouble(), item.GetProperty("median").GetDouble(), item.GetProperty("max").GetDouble());
        Assert.True(min > 0 && min <= median && median <= max, item.ToString());
    }
}
