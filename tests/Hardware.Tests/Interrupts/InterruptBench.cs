using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>One vector with lines and handlers that do what a test says.</summary>
internal sealed class InterruptBench(InterruptTrigger trigger = InterruptTrigger.Level, WorldOptions? options = null, IStrategy? strategy = null)
{
    public const int Vector = 5;

    private readonly Dictionary<string, ActorRef> handlers = [];
    private int removals;

    public TestMachine Machine { get; } = new(options: options, strategy: strategy);

    /// <summary>Which handler was called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Whose removal was answered, in order.</summary>
    public List<string> Removed { get; } = [];

    public InterruptLine Connect(int vector = Vector) => Machine.Controller.Connect(vector, trigger);

    /// <summary>Adds a handler that answers at once, or, without <paramref name="claims"/>, when <see cref="Answer"/> is called.</summary>
    public void Add(string name, int priority, Func<ActorContext, bool>? claims = null, int vector = Vector)
    {
        var probe = new Probe();
        var actor = Machine.World.Spawn(name, probe);
        handlers.Add(name, actor);
        probe.Reaction = (context, message) =>
        {
            if (message is not Interrupt interrupt)
                return;
            Calls.Add(name);
            Assert.Equal(vector, interrupt.Vector);
            if (claims is not null)
                context.Tell(Machine.ControllerRef, new InterruptAnswer(vector, claims(context)));
        };
        AddAgain(name, priority, vector);
    }

    public void AddAgain(string name, int priority, int vector = Vector)
    {
        Machine.World.Tell(Machine.ControllerRef, new AddHandler(vector, priority, handlers[name], 0));
        Run();
    }

    public void Answer(string name, bool claimed)
    {
        Machine.World.Tell(handlers[name], new Probe.Do(context => context.Tell(Machine.ControllerRef, new InterruptAnswer(Vector, claimed))));
        Run();
    }

    /// <summary>An answer that is under way somewhere.</summary>
    public InterruptAnswer AnswerOf(string name, bool claimed) => new(Vector, claimed) { Instance = handlers[name] };

    /// <summary>Code of the handler's instance throws, not in the handler; its supervisor stops it.</summary>
    public void Throw(string name)
    {
        Machine.World.Tell(handlers[name], new Probe.Do(_ => throw new InvalidOperationException("out of paper")));
        Run();
        RemoveAllOf(name);
    }

    /// <summary>The controller is told that the handler's instance has stopped.</summary>
    public void RemoveAllOf(string name)
    {
        Machine.OnCpu(cpu => cpu.Tell(Machine.ControllerRef, new RemoveHandlersOf(handlers[name])));
        Run();
        Assert.IsType<Reply<Done>>(Machine.Cpu.Received[^1].Message);
    }

    public void Remove(string name)
    {
        var remover = new Probe();
        var actor = Machine.World.Spawn($"remover{++removals}", remover);
        remover.Reaction = (_, _) => Removed.Add(name);
        Machine.World.Tell(actor, new Probe.Do(context => context.Tell(Machine.ControllerRef, new RemoveHandler(Vector, handlers[name], 0))));
        Run();
    }

    public void Mask(bool masked)
    {
        Machine.World.Tell(Machine.ControllerRef, new MaskVector(Vector, masked));
        Run();
    }

    public void Set(InterruptLine line, bool high)
    {
        Machine.OnCpu(cpu => line.Set(high, cpu));
        Run();
    }

    /// <summary>Up and down in one turn: an edge, and no level that anybody could see.</summary>
    public void Pulse(InterruptLine line)
    {
        Machine.OnCpu(cpu =>
        {
            line.Set(true, cpu);
            line.Set(false, cpu);
        });
        Run();
    }

    public void Run() => Machine.Run();
}
