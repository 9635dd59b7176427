using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using DmaActors.AkkaNet.Time;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>
/// Akka's scheduler without a clock: time stands still until somebody advances it. Virtual time has nanoseconds and a <see cref="TimeSpan"/> has not, so that here one tick of it is a
/// nanosecond.
/// </summary>
internal sealed class VirtualScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log), IDateTimeOffsetNowTimeProvider
{
    private readonly PriorityQueue<ScheduledCall, (long Due, long Order)> calls = new();
    private long now;
    private long order;

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch.AddTicks(now / TimeSpan.NanosecondsPerTick);

    public override TimeSpan MonotonicClock => TimeSpan.FromTicks(now);

    public override TimeSpan HighResMonotonicClock => TimeSpan.FromTicks(now);

    protected override DateTimeOffset TimeNow => Now;

    /// <summary>The delay that stands for a span of virtual time.</summary>
    public static TimeSpan Delay(VirtualDuration span) => TimeSpan.FromTicks(Math.Max(0, span.Nanoseconds));

    /// <summary>A run begins: it is the beginning of time, and nothing is scheduled.</summary>
    public void Reset()
    {
        calls.Clear();
        now = 0;
    }

    /// <summary>Time that has passed in steps is known here, too.</summary>
    public void AdvanceTo(VirtualTime time) => now = Math.Max(now, time.Nanoseconds);

    /// <summary>Goes on to the earliest call and makes all that are due then. False: there is none.</summary>
    public bool AdvanceToNext(out VirtualTime time)
    {
        while (calls.TryPeek(out var next, out _) && next.IsCancelled)
            calls.Dequeue();
        time = new VirtualTime(now);
        if (!calls.TryPeek(out _, out var earliest))
            return false;
        now = Math.Max(now, earliest.Due);
        time = new VirtualTime(now);
        while (calls.TryPeek(out var call, out var place) && place.Due <= now)
        {
            calls.Dequeue();
            if (call.Run(Log))
                Add(call, call.Interval);
        }

        return true;
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(new ScheduledCall(() => receiver.Tell(message, sender), TimeSpan.Zero, cancelable), delay);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(new ScheduledCall(() => receiver.Tell(message, sender), interval, cancelable), initialDelay);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(new ScheduledCall(action, TimeSpan.Zero, cancelable), delay);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(new ScheduledCall(action.Run, TimeSpan.Zero, cancelable), delay);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(new ScheduledCall(action, interval, cancelable), initialDelay);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(new ScheduledCall(action.Run, interval, cancelable), initialDelay);

    private void Add(ScheduledCall call, TimeSpan delay) => calls.Enqueue(call, (now + delay.Ticks, order++));
}
