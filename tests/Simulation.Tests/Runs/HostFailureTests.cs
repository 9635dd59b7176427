using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Runs;

/// <summary>What the host plugs into a world may fail too. That is never a panic of the driver whose turn it happens to be.</summary>
public class HostFailureTests
{
    private static readonly ChoicePoint Point = new("point");

    private readonly World world = new(Schedules.Untimed);

    [Fact]
    public void An_exception_of_the_strategy_at_a_step_comes_out_as_it_is()
    {
        world.Reset(new FailingStrategy(atStep: true));
        SpawnTwo((_, _) => { });
        Assert.Throws<DivideByZeroException>(() => world.Run());
        Assert.Equal(RunStatus.Faulted, world.Status);
        Assert.Null(world.Panic);
    }

    [Fact]
    public void An_exception_of_the_strategy_at_a_value_comes_out_as_it_is()
    {
        world.Reset(new FailingStrategy(atStep: false));
        SpawnTwo((context, _) => context.Choose(Point, 2));
        Assert.Throws<DivideByZeroException>(() => world.Run());
        Assert.Null(world.Panic);
    }

    [Fact]
    public void It_comes_out_even_when_the_actor_catches_it_or_throws_another()
    {
        foreach (var rethrow in new[] { false, true })
        {
            world.Reset(new FailingStrategy(atStep: false));
            SpawnTwo((context, _) =>
            {
                try
                {
                    context.Choose(Point, 2);
                }
                catch (DivideByZeroException) when (!rethrow)
                {
                }
                catch (DivideByZeroException exception)
                {
                    throw new InvalidOperationException("mine", exception);
                }
            });
            Assert.Throws<DivideByZeroException>(() => world.Run());
            Assert.Equal(1, world.Steps);
            Assert.Null(world.Panic);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_answer_that_is_no_option_is_a_fault(int answer)
    {
        world.Reset(new ConstantStrategy(answer));
        SpawnTwo((_, _) => { });
        Assert.Contains("constant", Assert.Throws<SimulationFaultException>(() => world.Run()).Message, StringComparison.Ordinal);
        world.Reset(new ConstantStrategy(answer));
        world.Tell(world.Spawn("c", new DelegateActor((context, _) => context.Choose(Point, 2))), new Start());
        Assert.Throws<SimulationFaultException>(() => world.Run());
    }

    [Fact]
    public void Exceptions_of_recorder_and_observer_come_out_as_they_are()
    {
        world.Recorder = new FailingHost();
        SpawnTwo((_, _) => { });
        Assert.Throws<DivideByZeroException>(() => world.Run());

        world.Recorder = null;
        world.Observer = new FailingHost();
        world.Reset(new FirstStrategy());
        SpawnTwo((context, _) => context.Tell(default, new Start()));
        Assert.Throws<DivideByZeroException>(() => world.Run());
        Assert.Null(world.Panic);
    }

    [Fact]
    public void A_choice_among_nothing_or_with_a_default_that_is_no_option_is_the_callers_mistake()
    {
        foreach (var (options, fallback) in new[] { (0, 0), (-1, 0), (2, 2), (2, -1) })
        {
            world.Reset(new FirstStrategy());
            world.Tell(world.Spawn("a", new DelegateActor((context, _) => context.Choose(Point, options, fallback))), new Start());
            Assert.Equal(RunStatus.Panicked, world.Run());
            Assert.IsType<ArgumentOutOfRangeException>(world.Panic!.Exception);
        }
    }

    private void SpawnTwo(Action<ActorContext, Message> receive)
    {
        world.Tell(world.Spawn("a", new DelegateActor(receive)), new Start());
        world.Tell(world.Spawn("b", new DelegateActor(receive)), new Start());
    }

    private sealed class FailingStrategy(bool atStep) : IStrategy
    {
        public string Description => "failing";

        public void Begin()
        {
        }

        public int NextStep(ReadOnlySpan<StepId> enabled) => atStep ? throw new DivideByZeroException() : 0;

        public int NextValue(ChoicePoint point, int options, int defaultOption) => throw new DivideByZeroException();
    }

    private sealed class ConstantStrategy(int answer) : IStrategy
    {
        public string Description => "constant";

        public void Begin()
        {
        }

        public int NextStep(ReadOnlySpan<StepId> enabled) => answer;

        public int NextValue(ChoicePoint point, int options, int defaultOption) => answer;
    }

    private sealed class FailingHost : IWorldObserver, IStepRecorder
    {
        public void OnStep(long step, VirtualTime time, StepId id) => throw new DivideByZeroException();

        public void OnDeadLetter(string sender, string receiver, Message message) => throw new DivideByZeroException();

        public void OnDataRace(DataRace race) => throw new DivideByZeroException();

        public void OnForbiddenBlock(TaskContext context, string call) => throw new DivideByZeroException();

        public void OnAboveLockLevel(TaskContext context, string call) => throw new DivideByZeroException();
    }
}
