using Akka.Actor;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Free;

/// <summary>The Akka actor around one of ours, on real threads: passes in what arrives, lets it take its turns, and has itself woken when the next head is due.</summary>
internal sealed class FreeShell : UntypedActor
{
    private readonly ShellPort port;
    private readonly FreeRuntime runtime;
    private ICancelable? alarm;
    private VirtualTime alarmDue;

    public FreeShell(ShellPort port)
    {
        this.port = port;
        runtime = (FreeRuntime)port.Runtime;
    }

    protected override void OnReceive(object message)
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

    protected override void PreRestart(Exception reason, object message)
    {
        base.PreRestart(reason, message);
    }

    /// <summary>The supervisor has put a shell in place of one whose actor threw: another actor begins here.</summary>
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        var stopped = port.World.Self;
        lock (port.TurnLock)
            port.Occupy(runtime.Supervisor!.Remake(stopped));
        runtime.Supervisor.OnReplaced(stopped, port.World.Self);
    }

    protected override void PreStart() => runtime.ShellBegan();

    protected override void PostStop()
    {
        StopActor();
        runtime.ShellEnded();
    }

    private void Turn(object message)
    {
        RunStatus status;
        lock (port.TurnLock)
        {
            status = FreeTurn.Take(port, runtime, message);
            SetAlarm(port.World.NextDue);
        }

        if (status == RunStatus.Panicked)
            throw new ActorPanicException(port, port.World.Panic!);
        if (status != RunStatus.Running)
            runtime.End(status);
    }

    private void StopActor()
    {
        lock (port.TurnLock)
        {
            SetAlarm(null);
            // At the end of a run its actors stay as they are, for the report.
            if (!runtime.IsHalted)
                port.World.Stop();
        }
    }

    /// <summary>While it is set, the shell counts as active. One that rings too early or once too often does no harm.</summary>
    private void SetAlarm(VirtualTime? due)
    {
        if (due is not { } moment)
        {
            if (alarm is null)
                return;
            alarm.Cancel();
            alarm = null;
            runtime.Activity.End();
            return;
        }

        if (alarm is not null && alarmDue == moment)
            return;
        if (alarm is null)
            runtime.Activity.Begin();
        else
            alarm.Cancel();
        alarmDue = moment;
        alarm = Context.System.Scheduler.ScheduleTellOnceCancelable(runtime.Until(moment), Self, Alarm.Instance, Self);
    }
}

/// <summary>To a shell: a head may be due.</summary>
internal sealed class Alarm
{
    public static readonly Alarm Instance = new();
}

/// <summary>To a shell: there is more to do, and others had a turn meanwhile.</summary>
internal sealed record GoOn(ShellPort Port);
