namespace DmaActors.Drivers.Manual.Corrected;

/// <summary>Example 9-6 as corrected: detach meets a request of the driver's own that waits for resources, gives it up, and makes its callback run.</summary>
[Driver("manual-9-6-corrected", "example 9-6 as corrected: cancelling callbacks", Settings = typeof(ManualSettings))]
public sealed class Example96(DevInfo dip, ManualSettings settings) : Example91(dip, settings)
{
    /// <inheritdoc/>
    public override async DdiTask<Errno> Close()
    {
        await ReadLabelAhead();
        return await base.Close();
    }
}
