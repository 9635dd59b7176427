namespace DmaActors.Simulation.Contexts;

/// <summary>A lock or condition variable, which the contexts of one instance share. The instance knows those that it has, for reports.</summary>
internal interface ISharedByContexts : IDescribed
{
    /// <summary>The one that was made before it for the same instance.</summary>
    ISharedByContexts? MadeBefore { get; set; }
}
