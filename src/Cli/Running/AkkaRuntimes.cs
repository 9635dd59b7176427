using DmaActors.Lab.Inputs;
using DmaActors.Simulation;
#if AKKA
using DmaActors.AkkaNet;
#endif

namespace DmaActors.Cli.Running;

/// <summary>The one place where dmasim knows of Akka.NET: it is there if dmasim was built with <c>-p:Akka=true</c>.</summary>
internal static class AkkaRuntimes
{
    public const string ConfigFile = "akka.conf";

#if AKKA
    /// <summary>Actors on real threads; null when the configuration is wrong.</summary>
    public static IRuntimeHost? Free(string configDirectory, double timeScale, IWorldLog log, out IReadOnlyList<InputError> errors)
    {
        var host = AkkaHost.Free(Path.Combine(configDirectory, ConfigFile), timeScale, log, out var error);
        errors = error is null ? [] : [error];
        return host is null ? null : new Host(host);
    }

    /// <summary>Actors under the control of a tape.</summary>
    public static IRuntimeHost? Replaying(out IReadOnlyList<InputError> errors)
    {
        errors = [];
        return new Host(AkkaHost.Replaying());
    }

    private sealed class Host(AkkaHost inner) : IRuntimeHost
    {
        public int LiveActors => inner.LiveActors;

        public Simulation.Hosting.IRuntime RuntimeFor(WorldOptions options) => inner.RuntimeFor(options);

        public void Dispose() => inner.Dispose();
    }
#else
    private static readonly InputError NotBuilt = new(
        "", 0, 0, "--runtime", "this dmasim was built without Akka.NET", "`AKKA=1 ./dmasim ...`, which builds one that has it (dotnet build src/Cli -c Release -p:Akka=true)");

    /// <summary>This build has no Akka.NET.</summary>
    public static IRuntimeHost? Free(string configDirectory, double timeScale, IWorldLog log, out IReadOnlyList<InputError> errors) => Replaying(out errors);

    /// <summary>This build has no Akka.NET.</summary>
    public static IRuntimeHost? Replaying(out IReadOnlyList<InputError> errors)
    {
        errors = [NotBuilt];
        return null;
    }
#endif
}
