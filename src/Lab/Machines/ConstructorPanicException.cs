namespace DmaActors.Lab.Machines;

/// <summary>The constructor of a driver or of a device model threw: a panic before the first step.</summary>
/// <param name="actor">Which of them, as traces name it.</param>
/// <param name="exception">What was thrown.</param>
internal sealed class ConstructorPanicException(string actor, Exception exception)
    : Exception($"{actor} threw {exception.GetType().Name} in its constructor: {exception.Message}", exception);
