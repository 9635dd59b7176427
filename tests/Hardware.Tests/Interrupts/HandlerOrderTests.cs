using DmaActors.Hardware.Tests.Machine;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>What happened before a call of a handler, for the rule data race: the handler's own state needs no lock against itself.</summary>
public sealed class HandlerOrderTests
{
    private readonly TestMachine machine = new();
    private readonly RaceList races = new();
    private readonly InterruptLine line;
    private readonly Driver driver;
    private readonly ActorRef driverRef;

    public HandlerOrderTests()
    {
        machine.World.Observer = races;
        line = machine.Controller.Connect(5, InterruptTrigger.Edge);
        driver = new Driver(machine.ControllerRef);
        driverRef = machine.World.Spawn("driver", driver);
    }

    [Fact]
    public void The_calls_of_a_handler_are_ordered_though_nobody_but_the_controller_orders_them()
    {
        Interrupt(0);
        Interrupt(0);
        Assert.Equal(2, driver.Calls);
        Assert.Empty(races.Found);
    }

    [Fact]
    public void The_calls_of_a_handler_are_ordered_after_what_preceded_its_registration()
    {
        machine.World.Tell(driverRef, new Driver.Register(0, WritesFirst: true));
        Pulse();
        Assert.Equal(1, driver.Calls);
        Assert.Empty(races.Found);
    }

    [Fact]
    public void What_two_handlers_of_one_walk_share_is_ordered_by_the_walk()
    {
        machine.World.Tell(driverRef, new Driver.Register(0));
        machine.World.Tell(driverRef, new Driver.Register(1));
        Pulse();
        Assert.Equal(2, driver.Calls);
        Assert.Empty(races.Found);
    }

    [Fact]
    public void The_calls_of_two_handlers_in_two_interrupts_are_not_ordered()
    {
        // Otherwise the tests above could not fail.
        Interrupt(0);
        machine.World.Tell(machine.ControllerRef, new RemoveHandler(5, driverRef, 0));
        Interrupt(1);
        Assert.Equal(2, driver.Calls);
        Assert.Equal(["driver/interrupt#1", "driver/interrupt#2"], races.Found.SelectMany(race => new[] { race.FirstContext, race.SecondContext }));
    }

    [Fact]
    public void A_call_is_ordered_after_what_made_the_line_rise_whoever_shares_the_vector()
    {
        // Added last: called first.
        var neighbour = new Driver(machine.ControllerRef);
        var neighbourRef = machine.World.Spawn("neighbour", neighbour);
        machine.World.Tell(driverRef, new Driver.Register(0));
        machine.Run();
        machine.World.Tell(neighbourRef, new Driver.Register(0));
        machine.Run();
        machine.World.Tell(driverRef, new Driver.Start(machine.World.Spawn("device", new Pulser(line))));
        machine.Run();
        Assert.Equal((1, 1), (neighbour.Calls, driver.Calls));
        Assert.Empty(races.Found);
    }

    [Fact]
    public void What_a_thread_does_after_it_started_the_device_is_not_ordered_before_the_interrupt()
    {
        machine.World.Tell(driverRef, new Driver.Register(0));
        machine.Run();
        machine.World.Tell(driverRef, new Driver.Start(machine.World.Spawn("device", new Pulser(line)), WritesLater: true));
        machine.Run();
        Assert.Equal("driver/interrupt#1", Assert.Single(races.Found).SecondContext);
    }

    private void Interrupt(int number)
    {
        if (!driver.Registered.Contains(number))
            machine.World.Tell(driverRef, new Driver.Register(number));
        Pulse();
    }

    private void Pulse()
    {
        machine.Run();
        machine.OnCpu(cpu =>
        {
            line.Set(true, cpu);
            line.Set(false, cpu);
        });
        machine.Run();
    }

    /// <summary>A driver instance whose handlers count their calls in shared state, without a lock.</summary>
    private sealed class Driver(ActorRef controller) : ContextHost
    {
        private static readonly ContextKind Thread = new("thread");
        private static readonly ContextKind Handler = new("interrupt");

        private Shared? shared;

        public List<int> Registered { get; } = [];

        public int Calls => shared!.Calls;

        private Shared State => shared ??= new Shared(this);

        protected override void Receive(Message message)
        {
            if (message is Interrupt)
                Launch(Begin(Handler, message, Context.Sender), Count());
            else if (message is Register register)
                Launch(Begin(Thread, message, default), Add(register));
            else if (message is Start start)
                Launch(Begin(Thread, message, default), Begin(start));
        }

        protected override void OnContextEnded(TaskContext context, int result)
        {
            if (context.Origin is Interrupt interrupt)
                TellFromCurrent(context.Caller, new InterruptAnswer(interrupt.Vector, Claimed: false));
        }

        private DdiTask Count()
        {
            State.Count();
            return DdiTask.Completed;
        }

        private async DdiTask Add(Register register)
        {
            Registered.Add(register.Number);
            if (register.WritesFirst)
                State.Touch();
            await new ContextCall<Done>(this, controller, new AddHandler(5, 5, Context.Self, register.Number));
        }

        private DdiTask Begin(Start start)
        {
            State.Touch();
            TellFromInstance(start.Device, start);
            if (start.WritesLater)
                State.Touch();
            return DdiTask.Completed;
        }

        public sealed record Start(ActorRef Device, bool WritesLater = false) : Message
        {
            public override void Digest(ref TraceDigest digest) => digest.Add(WritesLater ? 1UL : 0UL);
        }

        public sealed record Register(int Number, bool WritesFirst = false) : Message
        {
            public override void Digest(ref TraceDigest digest) => digest.Add((ulong)Number);
        }
    }

    /// <summary>A device that interrupts as soon as it is told to.</summary>
    private sealed class Pulser(InterruptLine line) : Actor
    {
        protected override void Receive(Message message)
        {
            line.Set(true, Context);
            line.Set(false, Context);
        }
    }

    /// <summary>Written by hand what the generator writes for a member of soft state.</summary>
    private sealed class Shared : SoftStateOwner
    {
        private SoftStateCell cell;

        public Shared(ContextHost host) => Belongs(host);

        public int Calls { get; private set; }

        public void Count()
        {
            Touch();
            Calls++;
        }

        public void Touch() => OnSoftWrite(ref cell, nameof(Calls));
    }

    private sealed class RaceList : IWorldObserver
    {
        public List<DataRace> Found { get; } = [];

        public void OnDeadLetter(string sender, string receiver, Message message) => Assert.Fail($"{message} of {sender} to {receiver} is lost.");

        public void OnDataRace(DataRace race) => Found.Add(race);

        public void OnForbiddenBlock(TaskContext context, string call) => Assert.Fail($"{context.Name} blocks in {call}.");

        public void OnAboveLockLevel(TaskContext context, string call) => Assert.Fail($"{context.Name} takes a lock in {call}.");
    }
}
