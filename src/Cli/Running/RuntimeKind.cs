namespace DmaActors.Cli.Running;

/// <summary>On what the actors of a machine run.</summary>
internal enum RuntimeKind
{
    /// <summary>Our own runtime: reproducible.</summary>
    World,

    /// <summary>Akka.NET.</summary>
    Akka,
}
