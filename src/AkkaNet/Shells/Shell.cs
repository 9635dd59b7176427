using Akka.Actor;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Shells;

/// <summary>
/// The Akka actor around one of ours. It has itself woken when the next head of its world is due; when the supervisor stops it our actor stops, and when it is restarted another one
/// begins in its place.
/// </summary>
internal abstract class Shell(ShellPort port) : UntypedActor
{
    private ICancelable? alarm;

    // Null when the alarm has rung.
    private VirtualTime? alarmDue;
    private bool isRestarting;

    protected ShellPort Port { get; } = port;

    protected sealed override void OnReceive(object message)
    {
        if (message is Alarm rung && rung.Due == alarmDue)
            alarmDue = null;
        Take(message);
    }

    protected override void PreStart() => Port.Runtime.ShellBegan();

    protected override void PostStop()
    {
        SetAlarm(null);
        // At the end of a run its actors stay as they are, for the report.
        if (!Port.Runtime.IsHalted)
            StopActor();
        Port.Runtime.ShellEnded();
        if (!isRestarting)
            OnSettled();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        isRestarting = true;
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        var supervisor = Port.Runtime.Supervisor!;
        var stopped = Port.World.Self;
        StartActor(supervisor.Remake(stopped));
        supervisor.OnReplaced(stopped, Port.World.Self);
        OnSettled();
    }

    /// <summary>A message to the shell: something arrives, or it is time to look for what is due.</summary>
    protected abstract void Take(object message);

    /// <summary>Stops our actor.</summary>
    protected abstract void StopActor();

    /// <summary>Begins another one.</summary>
    protected abstract void StartActor(Actor actor);

    /// <summary>How long the scheduler is to wait.</summary>
    protected abstract TimeSpan Until(VirtualTime due);

    /// <summary>The shell begins or ends to wait for a time.</summary>
    protected virtual void OnWaiting(bool waits)
    {
    }

    /// <summary>Our actor has been stopped or replaced.</summary>
    protected virtual void OnSettled()
    {
    }

    /// <summary>Wakes the shell at a time, and at no other: null, not at all. Call it after each message: an alarm that rang too early is set again, and one too many does no harm.</summary>
    protected void SetAlarm(VirtualTime? due)
    {
        if (due is not { } moment)
        {
            if (alarm is null)
                return;
            alarm.Cancel();
            alarm = null;
            OnWaiting(false);
            return;
        }

        if (alarm is not null && alarmDue == moment)
            return;
        if (alarm is null)
            OnWaiting(true);
        else
            alarm.Cancel();
        alarmDue = moment;
        alarm = Context.System.Scheduler.ScheduleTellOnceCancelable(Until(moment), Self, new Alarm(moment), Self);
    }
}
