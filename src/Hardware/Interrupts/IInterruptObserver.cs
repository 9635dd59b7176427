namespace DmaActors.Hardware.Interrupts;

/// <summary>Watches the interrupt controller.</summary>
public interface IInterruptObserver
{
    /// <summary>
    /// <see cref="InterruptController.StormWalks"/> walks, and meanwhile no line of the vector rose: the interrupt does not end. The vector stays masked from here on.
    /// </summary>
    /// <param name="vector">0 to 255.</param>
    /// <param name="claimed">False: nobody claims while the line stays high. True: it is claimed again and again, and the cause is not removed.</param>
    void OnInterruptStorm(int vector, bool claimed);
}
