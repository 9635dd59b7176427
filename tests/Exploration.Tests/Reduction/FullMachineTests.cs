using DmaActors.Exploration.Tests.Reduction.Models;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>The machine with as many messages as a whole simulation: what each declaration is worth, exactly.</summary>
public class FullMachineTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 60)]
    public void With_nothing_declared(int drivers, int requests, int traces) => OracleCountTests.Holds(new FullMachine(drivers, requests), traces, 1);

    [Theory]
    [InlineData(2, 1, 10)]
    [InlineData(2, 2, 14_520)]
    [InlineData(3, 1, 1_302)]
    public void With_lanes_at_the_controller_and_the_block_layer(int drivers, int requests, int traces) =>
        OracleCountTests.Holds(new FullMachine(drivers, requests) { Lanes = true }, traces, 1);

    [Theory]
    [InlineData(2, 1, 6)]
    [InlineData(2, 2, 920)]
    [InlineData(3, 1, 258)]
    public void With_a_done_that_touches_nothing(int drivers, int requests, int traces) =>
        OracleCountTests.Holds(new FullMachine(drivers, requests) { Lanes = true, DoneTouchesNothing = true }, traces, 1);

    [Theory]
    [InlineData(2, 1, 3)]
    [InlineData(2, 2, 460)]
    [InlineData(3, 1, 43)]
    [InlineData(4, 1, 6_169)]
    public void Up_to_symmetry(int drivers, int requests, int traces) =>
        OracleCountTests.Holds(new FullMachine(drivers, requests) { Lanes = true, DoneTouchesNothing = true, Symmetric = true }, traces, 1);

    [Theory]
    [InlineData(2, 1, 38, 2, 3)]
    [InlineData(2, 2, 97_068, 1_860, 5)]
    [InlineData(3, 1, 80_472, 1_092, 7)]
    public void With_the_bug(int drivers, int requests, int traces, int bad, int finals) => OracleCountTests.Holds(new FullMachine(drivers, requests) { Bug = true }, traces, finals, bad);

    [Fact]
    public void Without_claims() => OracleCountTests.Holds(new FullMachine(2, 1) { Claims = false }, 20, 1);

    [Fact]
    public void With_one_line_for_all() => OracleCountTests.Holds(new FullMachine(2, 1) { SharedLine = true }, 144, 1);

    [Fact]
    public void With_a_unit_for_each() => OracleCountTests.Holds(new FullMachine(2, 1) { Units = 2 }, 60, 1);
}
