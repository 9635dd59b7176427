using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;
using DmaActors.Simulation;

namespace DmaActors.Lab.Tests.Machines;

/// <summary>A log that is off costs a comparison: whoever writes to it asks first, and makes the text of an event afterwards.</summary>
public sealed class LoggingTests
{
    [Fact]
    public void Nobody_in_a_machine_makes_the_text_of_an_event_that_is_not_wanted()
    {
        var log = new CountingLog(LogLevel.Error);

        Run(log);

        Assert.True(log.Questions > 0, "nobody asked: the run says nothing");
        Assert.Equal(0, log.Unwanted);
    }

    [Fact]
    public void What_is_wanted_is_told()
    {
        var log = new CountingLog(LogLevel.Verbose);

        Run(log);

        Assert.True(log.Events > 0);
        Assert.Equal(0, log.Unwanted);
    }

    private static void Run(IWorldLog log)
    {
        var files = ScenarioFiles.Locate();
        var load = ScenarioLoader.Load(files.Find("one-cookie").Path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = files });
        Assert.Empty(load.Errors);
        using var session = RunSession.Prepare(load.Scenario!, RealCatalog.Instance, new RunOptions { Log = log }, out var errors);
        Assert.Empty(errors);
        Assert.True(session!.Execute(null, CancellationToken.None).Ok);
    }

    private sealed class CountingLog(LogLevel least) : IWorldLog
    {
        public int Questions { get; private set; }

        public int Events { get; private set; }

        /// <summary>Events that came although they are not wanted.</summary>
        public int Unwanted { get; private set; }

        public bool IsEnabled(LogLevel level)
        {
            Questions++;
            return level >= least;
        }

        public void Write(LogLevel level, VirtualTime time, string actor, string message)
        {
            Events++;
            if (level < least)
                Unwanted++;
        }
    }
}
