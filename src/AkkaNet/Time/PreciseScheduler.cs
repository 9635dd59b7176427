using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace DmaActors.AkkaNet.Time;

/// <summary>
/// Akka's scheduler for short delays. The stock one turns a wheel every millisecond at best; the delays of a bus are microseconds. One thread sleeps while nothing is due soon, and spins
/// for the rest. Named under <c>akka.scheduler.implementation</c>.
/// </summary>
public sealed class PreciseScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    /// <summary>What a sleep may be late by: closer to a due time the thread does not sleep.</summary>
    private static readonly long SleepError = Stopwatch.Frequency / 500;

    private readonly PriorityQueue<ScheduledCall, long> calls = new();
    private readonly object sync = new();
    private readonly Thread thread;
    private bool isDisposed;

    public PreciseScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
        thread = new Thread(Serve) { IsBackground = true, Name = "akka-scheduler" };
        thread.Start();
    }

    public DateTimeOffset Now => DateTimeOffset.UtcNow;

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(0);

    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(0);

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    public void Dispose()
    {
        lock (sync)
        {
            isDisposed = true;
            Monitor.Pulse(sync);
        }

        if (thread != Thread.CurrentThread)
            thread.Join();
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

    private void Add(ScheduledCall call, TimeSpan delay)
    {
        var due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        lock (sync)
        {
            calls.Enqueue(call, due);
            if (calls.Peek() == call)
                Monitor.Pulse(sync);
        }
    }

    private void Serve()
    {
        while (true)
        {
            ScheduledCall? call = null;
            lock (sync)
            {
                while (calls.Count == 0 && !isDisposed)
                    Monitor.Wait(sync);
                if (isDisposed)
                    return;
                calls.TryPeek(out _, out var due);
                var left = due - Stopwatch.GetTimestamp();
                if (left <= 0)
                    call = calls.Dequeue();
                else if (left > SleepError)
                    Monitor.Wait(sync, TimeSpan.FromSeconds((double)(left - SleepError) / Stopwatch.Frequency) + TimeSpan.FromMilliseconds(1));
            }

            if (call is null)
                Thread.Yield();
            else if (call.Run(Log))
                Add(call, call.Interval);
        }
    }
}
