namespace DmaActors.AkkaNet.Tests.Support;

/// <summary>A message with a number.</summary>
internal sealed partial record Note(int Number) : Message;

/// <summary>Whoever is told this throws.</summary>
internal sealed partial record Explode : Message;
