namespace DmaActors.Simulation;

/// <summary>
/// Declares a member that the contexts of an instance share: <c>[SoftState] public partial bool Busy { get; set; }</c> in a partial class that derives
/// from <see cref="SoftStateOwner"/>. Accesses that nothing orders are data races.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SoftStateAttribute : Attribute;
