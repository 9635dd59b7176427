using System.Runtime.ExceptionServices;

namespace DmaActors.Lab.Exploring;

/// <summary>Threads that explore side by side, each with a model of its own.</summary>
internal static class Workers
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>As deep as the main thread's: recursion of a driver is measured against the stack.</summary>
    private const int StackBytes = 8 << 20;

    /// <summary>Does the work on so many threads and waits for them all. What one of them throws comes out of here.</summary>
    /// <param name="count">How many.</param>
    /// <param name="work">What each does.</param>
    /// <param name="onFailure">Called on a thread that threw: the others are to end, too.</param>
    /// <param name="whileWaiting">Called every now and then, on the caller's thread.</param>
    public static void Run(int count, Action work, Action onFailure, Action whileWaiting)
    {
        Exception? failure = null;
        var threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            threads[i] = new Thread(Guard, StackBytes) { IsBackground = true, Name = $"explore {i}" };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            while (!thread.Join(BetweenLooks))
                whileWaiting();
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);

        void Guard()
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
                onFailure();
            }
        }
    }
}
