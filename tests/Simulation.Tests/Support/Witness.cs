using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Tests.Support;

/// <summary>Remembers all that a world tells its observer, and the steps.</summary>
internal sealed class Witness : IWorldObserver, IStepRecorder
{
    public List<string> DeadLetters { get; } = [];

    public List<DataRace> Races { get; } = [];

    public List<string> ForbiddenBlocks { get; } = [];

    public List<string> AboveLockLevel { get; } = [];

    /// <summary>Each step as <c>time sender -> receiver: message</c>.</summary>
    public List<string> Steps { get; } = [];

    public void OnDeadLetter(string sender, string receiver, Message message) => DeadLetters.Add($"{sender} -> {receiver}: {message}");

    public void OnDataRace(DataRace race) => Races.Add(race);

    public void OnForbiddenBlock(TaskContext context, string call) => ForbiddenBlocks.Add($"{context.Name}: {call}");

    public void OnAboveLockLevel(TaskContext context, string call) => AboveLockLevel.Add($"{context.Name} at {context.Level}: {call}");

    public void OnStep(long step, VirtualTime time, StepId id) => Steps.Add($"{time} {id}");

    /// <summary>Watches the world from now on.</summary>
    public static Witness Of(World world)
    {
        var witness = new Witness();
        world.Observer = witness;
        world.Recorder = witness;
        return witness;
    }
}
