using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Cli.Running;

/// <summary>Another actor system on which machines can run, one after another.</summary>
internal interface IRuntimeHost : IDisposable
{
    /// <summary>Actors alive now.</summary>
    int LiveActors { get; }

    IRuntime RuntimeFor(WorldOptions options);
}
