using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using DmaActors.AkkaNet.Time;

namespace DmaActors.AkkaNet.Tests.Support;

/// <summary>A scheduler that does everything after half of its delay: who waits for a due time must look at the clock, and wait for the rest.</summary>
public sealed class HastyScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly PreciseScheduler inner;

    public HastyScheduler(Akka.Configuration.Config config, ILoggingAdapter log)
        : base(config, log) => inner = new PreciseScheduler(config, log);

    public DateTimeOffset Now => inner.Now;

    public override TimeSpan MonotonicClock => inner.MonotonicClock;

    public override TimeSpan HighResMonotonicClock => inner.HighResMonotonicClock;

    protected override DateTimeOffset TimeNow => inner.Now;

    private ITellScheduler Messages => inner;

    private IActionScheduler Actions => inner;

    public void Dispose() => inner.Dispose();

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Messages.ScheduleTellOnce(delay / 2, receiver, message, sender, cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Messages.ScheduleTellRepeatedly(initialDelay / 2, interval, receiver, message, sender, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Actions.ScheduleOnce(delay / 2, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Actions.ScheduleOnce(delay / 2, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Actions.ScheduleRepeatedly(initialDelay / 2, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Actions.ScheduleRepeatedly(initialDelay / 2, interval, action.Run, cancelable);
}
