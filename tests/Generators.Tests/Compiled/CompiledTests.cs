using DmaActors.Simulation;

namespace DmaActors.Generators.Tests.Compiled;

/// <summary>The samples beside this file, compiled with this project: by the compiler of the SDK, in C# 14, under all analyzers, warnings as errors.</summary>
public sealed class CompiledTests
{
    [Fact]
    public void A_message_is_digested_by_the_compiler_that_users_have()
    {
        var digest = default(TraceDigest);

        new RegisterWrite(new Register(16), 4, 255, "start").Digest(ref digest);

        Assert.EndsWith(" u16 i4 u255", digest.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generic_message_is_digested_by_the_compiler_that_users_have()
    {
        var digest = default(TraceDigest);

        new Answer<Register>(new Register(7), Direction.ToDevice).Digest(ref digest);

        Assert.EndsWith(" u7 u1 u1", digest.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Soft_state_with_initializers_starts_with_them_and_is_observed_from_then_on()
    {
        var driver = new SampleDriver("disk0");

        Assert.Equal("", driver.Log);
        driver.Busy = true;
        driver.Retry();
        Assert.Equal((true, 2, "disk0"), (driver.Busy, driver.Retries, driver.Name));
        Assert.Equal("write Busy#1;read Retries#1;write Retries#1;read Busy#1;read Retries#2;read Name#1;", driver.Log);
    }
}
