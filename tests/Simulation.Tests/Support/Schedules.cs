namespace DmaActors.Simulation.Tests.Support;

/// <summary>Runs small scenarios under every schedule, or under many random ones.</summary>
internal static class Schedules
{
    public static readonly WorldOptions Untimed = new() { Timed = false };

    /// <summary>Runs a scenario under every schedule, with all invariants checked after every step.</summary>
    /// <param name="arrange">Spawns and tells; returns what is checked at the end of each schedule.</param>
    /// <param name="options">Untimed by default.</param>
    /// <returns>The number of schedules.</returns>
    public static long All(Func<World, Action> arrange, WorldOptions? options = null)
    {
        var world = new World(options ?? Untimed);
        var strategy = new EnumeratingStrategy();
        do
        {
            world.Reset(strategy);
            var check = arrange(world);
            RunChecked(world);
            check();
        }
        while (strategy.Next());
        return strategy.Schedule;
    }

    /// <summary>As <see cref="All"/> without checks of invariants: for counting.</summary>
    public static long Count(Action<World> arrange, WorldOptions? options = null)
    {
        var world = new World((options ?? Untimed) with { RecordTape = false });
        var strategy = new EnumeratingStrategy();
        do
        {
            world.Reset(strategy);
            arrange(world);
            world.Run();
        }
        while (strategy.Next());
        return strategy.Schedule;
    }

    /// <summary>Runs a scenario under random schedules.</summary>
    public static void Random(int schedules, Func<World, Action> arrange, WorldOptions? options = null)
    {
        var world = new World(options ?? Untimed);
        for (var seed = 0; seed < schedules; seed++)
        {
            world.Reset(new RandomStrategy((ulong)seed));
            var check = arrange(world);
            RunChecked(world);
            check();
        }
    }

    /// <summary>Runs the world step by step.</summary>
    public static RunStatus RunChecked(World world)
    {
        world.AssertInvariants();
        while (world.Run(1) == RunStatus.Running)
            world.AssertInvariants();
        return world.Status;
    }
}
