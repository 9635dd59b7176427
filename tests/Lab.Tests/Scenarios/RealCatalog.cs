using DmaActors.Devices;
using DmaActors.Drivers.Block;
using DmaActors.Lab.Machines;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>The drivers and devices that ship, found as the command line finds them.</summary>
internal static class RealCatalog
{
    public static Catalog Instance { get; } = new([typeof(SgBlock).Assembly, typeof(SgDisk).Assembly]);
}
