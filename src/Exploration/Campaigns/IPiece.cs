using DmaActors.Simulation;

namespace DmaActors.Exploration.Campaigns;

/// <summary>Some schedules of a search, one after the other. One thread works on it, on one model.</summary>
public interface IPiece
{
    /// <summary>The strategy of the next schedule, which is run at once; null: the piece is done.</summary>
    IStrategy? NextSchedule();
}
