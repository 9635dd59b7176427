using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Block;

public sealed class BioErrorTests
{
    private readonly Bench bench = Bench.Tame();

    public static TheoryData<Errno> Errors => [.. Enum.GetValues<Errno>()];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Biowait_returns_whatever_bioerror_was_given(Errno error)
    {
        bench.Driver.OnStrategy = async bp =>
        {
            Assert.Equal(BufFlags.Read | BufFlags.Busy, bp.Flags);
            bench.Driver.Ddi.BioError(bp, error);
            await bench.Driver.Ddi.BioDone(bp);
        };
        bench.Run(async () =>
        {
            var bp = NewBuf();
            await bench.Driver.Ddi.BdevStrategy(bp);
            Assert.Equal(error, await bench.Driver.Ddi.BioWait(bp));
            Assert.Equal(error, bp.Error);
            Assert.Equal(BufFlags.Read | BufFlags.Done | (error == Errno.None ? 0 : BufFlags.Error), bp.Flags);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void What_a_driver_keeps_with_its_buf_is_there_when_it_comes_back()
    {
        object own = new();
        bench.Driver.OnStrategy = async bp =>
        {
            bp.Private = own;
            await bench.Driver.Ddi.BioDone(bp);
        };
        bench.Run(async () =>
        {
            var bp = NewBuf();
            Assert.Null(bp.Private);
            await bench.Driver.Ddi.BdevStrategy(bp);
            await bench.Driver.Ddi.BioWait(bp);
            Assert.Same(own, bp.Private);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void An_instance_has_the_name_of_its_device() => Assert.Equal("disk0", bench.Driver.Dip.Name);

    private Buf NewBuf() => bench.Driver.Ddi.GetRBuf(bench.Driver.Ddi.KmemAlloc(4096)!, 4096, 0, BufFlags.Read);
}
