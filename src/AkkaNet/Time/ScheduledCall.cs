using Akka.Actor;
using Akka.Event;

namespace DmaActors.AkkaNet.Time;

/// <summary>Something that a scheduler does later, once or again and again.</summary>
/// <param name="action">What.</param>
/// <param name="interval">Between two times; zero: once.</param>
/// <param name="cancelable">Ends it; null: nothing does.</param>
internal sealed class ScheduledCall(Action action, TimeSpan interval, ICancelable? cancelable)
{
    public TimeSpan Interval { get; } = interval;

    public bool IsCancelled => cancelable?.IsCancellationRequested == true;

    /// <summary>Does it, unless it was cancelled.</summary>
    /// <returns>Whether it is to be done again.</returns>
    public bool Run(ILoggingAdapter log)
    {
        if (IsCancelled)
            return false;
        try
        {
            action();
        }
        catch (Exception exception)
        {
            log.Error(exception, "A scheduled call failed.");
        }

        return Interval > TimeSpan.Zero && !IsCancelled;
    }
}
