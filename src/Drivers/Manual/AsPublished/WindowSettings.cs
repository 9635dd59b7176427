using System.ComponentModel;

namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>Settings of <see cref="Example98"/>.</summary>
public sealed class WindowSettings : ManualSettings
{
    [Description(
        "Repair example 9-7 as one would at first: clear busy before RUNOUT is returned, as example 9-1 does. What then comes to light are the defects that both examples share."
    )]
    public bool ClearBusy { get; set; }
}
