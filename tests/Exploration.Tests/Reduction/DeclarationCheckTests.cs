using DmaActors.Exploration.Reduction;
using DmaActors.Exploration.Tests.Reduction.Models;
using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction;

public class DeclarationCheckTests
{
    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, Func<CountedModel>> Models => new()
    {
        ["register"] = () => new Register(3, 2),
        ["counter with reads"] = () => new SharedCounter(3, 2, getIsRead: true),
        ["deferring server"] = () => new DeferringServer(3, 2),
        ["last zero"] = () => new LastZeroObjects(4),
        ["full machine"] = () => new FullMachine(3, 2) { Lanes = true, DoneTouchesNothing = true },
        ["straight lines"] = () => new StraightLine("rz rz / wx / wx wy / wy wy wz rx"),
        ["contexts"] = () => new Threads("Ea C wx Xa / Ea ta Xa rx / C P Sa V D3 / Oa C oa"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_declared_is_true(string name)
    {
        var check = new DeclarationCheck(Models[name]());
        for (var seed = 0UL; seed < 20; seed++)
            Assert.Null(check.CheckRun(seed));
        Assert.True(check.Pairs > 0);
    }

    [Fact]
    public void A_write_that_is_not_declared_is_found()
    {
        var check = new DeclarationCheck(new Liar());
        var wrong = Enumerable.Range(0, 20).Select(seed => check.CheckRun((ulong)seed)).FirstOrDefault(found => found is not null);
        Assert.Contains("are declared independent, but", wrong, StringComparison.Ordinal);
    }

    /// <summary>A counter that says that to increment it is to read it.</summary>
    private sealed class Liar : CountedModel
    {
        private int value;

        protected override string FinalState => $"{value}";

        protected override void Arrange()
        {
            value = 0;
            var counter = World.Spawn("counter", new Scripted((context, _) => context.Tell(context.Sender, new Note("value", ++value)), (footprint, context, _) => footprint.Reads(context.Self)));
            for (var client = 0; client < 2; client++)
                World.Spawn($"C{client}", new Scripted((_, _) => { }, start: context => context.Tell(counter, new Note("increment"))));
        }
    }
}
