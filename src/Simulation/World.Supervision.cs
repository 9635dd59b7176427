using System.Globalization;
using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Simulation;

/// <content>What becomes of an actor whose code threw.</content>
public sealed partial class World
{
    /// <summary>
    /// After a panic: stops the actor whose code threw (of a context: its instance, with all its contexts), so that <see cref="Run"/> can go on with the others.
    /// </summary>
    /// <returns>Who was stopped.</returns>
    public ActorRef StopPanicked()
    {
        if (status != RunStatus.Panicked)
            throw new InvalidOperationException($"The run has not ended in a panic: {status}.");
        var stopped = WhoPanicked;
        if (!stopped.IsStopped)
            stopped.Stop();
        status = RunStatus.Running;
        return stopped.Self;
    }

    /// <summary>Whose code threw; of a context: its instance.</summary>
    private Cell WhoPanicked => panicked!.Actor is TaskContext context ? context.Host.Cell : panicked;

    /// <summary>Carries out what the supervisor says. False: the run ends in the panic.</summary>
    private bool GoesOnAfterPanic()
    {
        try
        {
            return Supervise();
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw;
        }
    }

    private bool Supervise()
    {
        var action = Supervisor?.OnPanic(WhoPanicked.Self, Panic!) ?? PanicAction.End;
        if (action == PanicAction.End)
            return false;
        var stopped = StopPanicked();
        if (action == PanicAction.Restart)
            Supervisor!.OnReplaced(stopped, Spawn(NameOfNextLife(stopped.Name), Supervisor.Remake(stopped)));
        return true;
    }

    /// <summary>After <c>disk0</c> comes <c>disk0@2</c>, then <c>disk0@3</c>.</summary>
    private static string NameOfNextLife(string name)
    {
        var at = name.LastIndexOf('@');
        return at < 0 ? $"{name}@2" : $"{name[..at]}@{int.Parse(name.AsSpan(at + 1), CultureInfo.InvariantCulture) + 1}";
    }
}
