namespace DmaActors.Hardware.Interrupts;

/// <summary>Watches the interrupt controller.</summary>
public interface IInterruptObserver
{
    /// <summary>Walk after walk without an end: nobody claims while the line stays high, or every walk claims again. The vector stays masked from here on.</summary>
    void OnInterruptStorm(int vector, bool claimed);
}
