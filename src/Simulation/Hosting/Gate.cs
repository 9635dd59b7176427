namespace DmaActors.Simulation.Hosting;

/// <summary>
/// Mutual exclusion for an object that several actors touch without a message: memory, the bus, the rules. <c>default</c> is open: in a world one thread runs all, and passing costs a test.
/// </summary>
public readonly struct Gate
{
    private readonly Lock? inner;

    private Gate(Lock inner) => this.inner = inner;

    /// <summary>A gate for actors that run on several threads. Whoever is inside may enter again.</summary>
    public static Gate Closed() => new(new Lock());

    /// <summary>Waits until nobody else is inside: <c>using var inside = gate.Enter();</c>.</summary>
    public Inside Enter()
    {
        inner?.Enter();
        return new Inside(inner);
    }

    /// <summary>Inside until it is disposed of.</summary>
    public readonly ref struct Inside
    {
        private readonly Lock? inner;

        internal Inside(Lock? inner) => this.inner = inner;

        public void Dispose() => inner?.Exit();
    }
}
