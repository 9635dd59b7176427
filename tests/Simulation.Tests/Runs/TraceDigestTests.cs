namespace DmaActors.Simulation.Tests.Runs;

public class TraceDigestTests
{
    [Fact]
    public void Two_digests_are_joined_in_their_order()
    {
        var (disk, nexus) = (TraceDigest.OfName("disk0"), TraceDigest.OfName("nexus"));
        Assert.NotEqual(TraceDigest.Join(disk, nexus), TraceDigest.Join(nexus, disk));
        Assert.NotEqual(TraceDigest.Join(disk, disk), TraceDigest.Join(nexus, nexus));
    }
}
