using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>The choice of a runtime, in a build without Akka.NET.</summary>
public sealed class RuntimeTests
{
    [Theory]
    [InlineData("--runtime", "AKKA=1 ./dmasim", "run", "--runtime", "akka")]
    [InlineData("--runtime", "AKKA=1 ./dmasim", "replay", "any.trace", "--runtime", "akka")]
    [InlineData("--runtime", "world or akka", "run", "--runtime", "threads")]
    [InlineData("--time-scale", "--runtime akka", "run", "--time-scale", "2")]
    [InlineData("--time-scale", "from 0.000001", "run", "--runtime", "akka", "--time-scale", "0")]
    [InlineData("--soak", "--runtime akka", "run", "--soak", "1")]
    [InlineData("--soak", "from 1 to", "run", "--runtime", "akka", "--soak", "0")]
    [InlineData("--trace", "no --trace", "run", "--runtime", "akka", "--trace", "x.trace")]
    public void What_cannot_be_run_is_refused_with_what_would_be_right(string key, string expected, params string[] arguments)
    {
        var result = DmaSim.Run([.. arguments, "--json"]);

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal(key, error.GetProperty("key").GetString());
        Assert.Contains(expected, error.GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_without_Akka_says_how_to_build_with_it()
    {
        var result = DmaSim.Run("run", "--runtime", "akka");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("-p:Akka=true", result.Errors, StringComparison.Ordinal);
    }
}
