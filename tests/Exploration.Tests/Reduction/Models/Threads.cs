using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>
/// Contexts of one instance that do what their programs say, separated by a slash: <c>E</c>nter and e<c>X</c>it of the mutexes a and b, <c>T</c>ry to enter and exit again, <c>P</c> and
/// <c>V</c> of a semaphore, <c>r</c>ead and <c>w</c>rite of soft state x and y, <c>q</c>ueue the own number and <c>d</c>equeue one, <c>C</c>all of another actor, <c>W</c>ait (also for a time: <c>w:</c>), <c>S</c>ignal and
/// <c>B</c>roadcast of a condition variable under a mutex, a <c>D</c>elay, a time<c>O</c>ut that is set (<c>Oa</c>, <c>Ob</c>: one is due before the other) or cancelled (<c>oa</c>).
/// </summary>
internal sealed class Threads(string program) : CountedModel
{
    private readonly string[] threads = program.Split('/');
    private Host? host;

    protected override string FinalState =>
        $"{string.Join(' ', World.LiveContexts.Select(context => $"{context.Name}:{context.WaitsForText}").Order())} {host!.State} {World.Now} {World.Status}";

    protected override void Arrange()
    {
        var echo = Spawn("echo", (context, _) => context.Tell(context.Sender, new Reply<Word>(new Word(1))));
        host = new Host(World, threads, echo);
        var instance = World.Spawn("host", host);
        host.MakeShared();
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var number = thread;
            World.Spawn($"user{thread}", new Scripted((_, _) => { }, start: context => context.Tell(instance, new Note("run", number))));
        }
    }

    private sealed class Host(World world, string[] programs, ActorRef echo) : ContextHost
    {
        private static readonly TimerName Delay = new("delay");
        private static readonly TimerName[] Timeouts = [new("sooner"), new("later")];

        private readonly ContextKind[] kinds = [.. programs.Select((_, number) => new ContextKind($"thread{number}"))];
        private readonly List<string> seen = [];
        private readonly TimerHandle[] timers = new TimerHandle[2];
        private readonly Dictionary<char, KMutex> mutexes = [];
        private Shared? shared;
        private SoftQueue<int>? queue;
        private KSema? semaphore;
        private KCondvar? condition;

        public string State => $"{shared!.X} {shared.Y} | {string.Join(' ', seen.Order())}";

        public void MakeShared()
        {
            shared = new Shared(this);
            queue = new SoftQueue<int>(this, "queue");
            semaphore = new KSema(this, "sema", 1);
            condition = new KCondvar(this, "cv");
            mutexes['a'] = new KMutex(this, "a");
            mutexes['b'] = new KMutex(this, "b");
        }

        protected override void DeclareFootprint(Message message, Footprint footprint) => footprint.Reads(Context.Self);

        protected override void Receive(Message message)
        {
            var note = (Note)message;
            if (note.Word == "run")
                Launch(Begin(kinds[note.Number], message, Context.Sender), Run(note.Number));
            else
                seen.Add($"timeout {note.Number}");
        }

        protected override void OnContextEnded(TaskContext context, int result)
        {
        }

        private async DdiTask Run(int number)
        {
            foreach (var operation in programs[number].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                switch (operation[0])
                {
                    case 'E':
                        await mutexes[operation[1]].Enter();
                        break;
                    case 'P':
                        await semaphore!.P();
                        break;
                    case 'C':
                        await new ContextCall<Word>(this, echo, new Start());
                        break;
                    case 'D':
                        await new ContextDelay(this, Delay, new VirtualDuration(operation[1] - '0'), blocks: true);
                        break;
                    case 'W':
                        await condition!.Wait(mutexes[operation[1]]);
                        break;
                    case 't':
                        var inTime = await condition!.TimedWait(mutexes[operation[1]], new VirtualDuration(5));
                        seen.Add($"{number} {inTime}");
                        break;
                    default:
                        Do(number, operation);
                        break;
                }
            }
        }

        private void Do(int number, string operation)
        {
            switch (operation[0])
            {
                case 'X':
                    mutexes[operation[1]].Exit();
                    break;
                case 'T':
                    var entered = mutexes[operation[1]].TryEnter();
                    seen.Add($"{number} try {entered}");
                    if (entered)
                        mutexes[operation[1]].Exit();
                    break;
                case 'V':
                    semaphore!.V();
                    break;
                case 'S':
                    condition!.Signal();
                    break;
                case 'B':
                    condition!.Broadcast();
                    break;
                case 'r':
                    seen.Add($"{number} {operation} {(operation[1] == 'x' ? shared!.X : shared!.Y)}");
                    break;
                case 'w' when operation[1] == 'x':
                    shared!.X = number;
                    break;
                case 'w':
                    shared!.Y = number;
                    break;
                case 'q':
                    queue!.Enqueue(number);
                    break;
                case 'd':
                    seen.Add(queue!.TryDequeue(out var first) ? $"{number} dequeues {first}" : $"{number} dequeues nothing");
                    break;
                case 'O':
                    world.Footprint?.WritesObject(operation[1]);
                    timers[operation[1] - 'a'] = StartInstanceTimer(Timeouts[operation[1] - 'a'], new VirtualDuration(operation[1] == 'a' ? 3 : 7), new Note("timeout", operation[1]));
                    break;
                case 'o':
                    world.Footprint?.ReadsObject(operation[1]);
                    seen.Add($"{number} cancel {Context.CancelTimer(timers[operation[1] - 'a'])}");
                    break;
            }
        }
    }
}

/// <summary>What the contexts share.</summary>
internal sealed partial class Shared : SoftStateOwner
{
    public Shared(ContextHost host) => Belongs(host);

    [SoftState]
    public partial int X { get; set; }

    [SoftState]
    public partial int Y { get; set; }
}
