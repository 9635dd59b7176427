namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>Names the classes of the sections that the scenario's own classes leave open.</summary>
internal interface IOpenSections
{
    /// <param name="owner">The section in which the open one stands, its other keys already filled in.</param>
    /// <param name="property">The open property's name.</param>
    OpenSection Find(object owner, string property);
}

/// <param name="IsKnown">False if the owner names something that does not exist: that is an error already, and the section cannot be checked.</param>
/// <param name="Type">The class; null if there are no settings.</param>
/// <param name="Owner">Whose settings these are, in words.</param>
internal sealed record OpenSection(bool IsKnown, Type? Type, string Owner)
{
    public static readonly OpenSection Unknown = new(false, null, "");
}
