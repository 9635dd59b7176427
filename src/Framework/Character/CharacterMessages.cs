namespace DmaActors.Framework.Character;

/// <summary>read(9E) or write(9E).</summary>
internal sealed partial record CharacterIo(Uio Uio) : Message;

/// <summary>read(9E) or write(9E) has returned.</summary>
/// <param name="Uio">What was asked for.</param>
/// <param name="Result">0 or an errno.</param>
internal sealed partial record CharacterIoReturned(Uio Uio, int Result) : Message;
