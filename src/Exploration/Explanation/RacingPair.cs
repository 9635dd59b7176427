using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Shrinking;

namespace DmaActors.Exploration.Explanation;

/// <summary>Two steps whose order decides: in the failing run one came first, and the same run with the other first does not show the violation. Both were run.</summary>
/// <param name="First">What came first in the failing run.</param>
/// <param name="Second">What came after it, too late. Its number is 0 if the failing run ended before it.</param>
/// <param name="Switch">The departure from the default order that makes it so.</param>
/// <param name="Neighbour">The run in which they come in the other order.</param>
public sealed record RacingPair(NamedStep First, NamedStep Second, Switch Switch, NeighbourRun Neighbour);
