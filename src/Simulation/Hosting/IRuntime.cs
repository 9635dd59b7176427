using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Hosting;

/// <summary>
/// What the actors of a machine run on: a <see cref="World"/>, or another actor system that hosts the same classes. It is reset, filled with actors, and run.
/// </summary>
public interface IRuntime
{
    /// <summary>Whether actors run on several threads: then what they share needs gates.</summary>
    bool IsParallel { get; }

    /// <summary>Why it stands still.</summary>
    RunStatus Status { get; }

    /// <summary>Steps taken in this run.</summary>
    long Steps { get; }

    /// <summary>The time of the current or latest step.</summary>
    VirtualTime Now { get; }

    /// <summary>The trace hash so far; null where the order of steps is nobody's choice, so that no other run has it.</summary>
    TraceDigest? TraceHash { get; }

    /// <summary>By how much a message was handled after its time, at worst in this run: the host was busy. Null where time waits for the actors.</summary>
    VirtualDuration? Lateness { get; }

    /// <summary>What ended the run in <see cref="RunStatus.Panicked"/>, or the latest panic after which it went on.</summary>
    Panic? Panic { get; }

    long DeadLetters { get; }

    /// <summary>What it is doing, for a watchdog on another thread.</summary>
    string CurrentTurn { get; }

    IWorldObserver? Observer { get; set; }

    IStepRecorder? Recorder { get; set; }

    IWorldLog Log { get; set; }

    /// <summary>What becomes of an actor whose code threw; null: the run ends.</summary>
    ISupervisor? Supervisor { get; set; }

    /// <summary>The contexts that have begun and not ended. Between calls of <see cref="Run"/> only.</summary>
    IEnumerable<TaskContext> LiveContexts { get; }

    /// <summary>Forgets the run so far and begins another.</summary>
    /// <param name="newStrategy">Who answers what is undetermined.</param>
    void Reset(IStrategy newStrategy);

    /// <summary>Spawns an actor. Its name must be unique in the run.</summary>
    ActorRef Spawn(string name, Actor actor);

    /// <summary>Spawns an actor whose turns never overlap those of another one, because the two share objects: a device and the engine on its board.</summary>
    ActorRef SpawnBeside(ActorRef other, string name, Actor actor);

    /// <summary>Tells an actor something from outside (sender <c>env</c>).</summary>
    void Tell(ActorRef receiver, Message message);

    /// <summary>Takes no further steps: when this returns, nothing of the run is under way on any thread.</summary>
    void Halt();

    /// <summary>Takes at most so many steps, or for a short while where time is real.</summary>
    RunStatus Run(long maxSteps = long.MaxValue);
}
