using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Free;

/// <summary>The Akka actor around one of ours, on real threads: passes in what arrives, and lets it take its turns.</summary>
internal sealed class FreeShell(ShellPort port) : Shell(port)
{
    private readonly FreeRuntime runtime = (FreeRuntime)port.Runtime;

    protected override void Take(object message)
    {
        try
        {
            if (!runtime.IsHalted)
                Turn(message);
        }
        finally
        {
            if (FreeTurn.IsCounted(message))
                runtime.Activity.End();
        }
    }

    protected override void StopActor()
    {
        lock (Port.TurnLock)
            Port.World.Stop();
    }

    protected override void StartActor(Actor actor)
    {
        lock (Port.TurnLock)
            Port.Occupy(actor);
    }

    protected override TimeSpan Until(VirtualTime due) => runtime.Until(due);

    /// <summary>While it waits, the shell counts as active.</summary>
    protected override void OnWaiting(bool waits)
    {
        if (waits)
            runtime.Activity.Begin();
        else
            runtime.Activity.End();
    }

    protected override void OnSettled()
    {
        if (!Port.IsUnsettled)
            return;
        Port.IsUnsettled = false;
        runtime.Activity.End();
    }

    private void Turn(object message)
    {
        RunStatus status;
        lock (Port.TurnLock)
        {
            status = FreeTurn.Take(Port, runtime, message);
            SetAlarm(Port.World.NextDue);
        }

        if (status == RunStatus.Panicked)
        {
            // Until the supervisor's decision is carried out the machine is not quiet.
            runtime.Activity.Begin();
            Port.IsUnsettled = true;
            throw new ActorPanicException(Port, Port.World.Panic!);
        }

        if (status != RunStatus.Running)
            runtime.End(status);
    }
}
