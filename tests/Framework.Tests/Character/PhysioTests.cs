using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Character;

public sealed class PhysioTests
{
    private const uint MaxPhys = DdiFunctions.MaxPhys;

    [Theory]
    [InlineData(MaxPhys - 512, "0+56832")]
    [InlineData(MaxPhys, "0+57344")]
    [InlineData(MaxPhys + 512, "0+57344 112+512")]
    [InlineData(3 * MaxPhys, "0+57344 112+57344 224+57344")]
    public void A_call_is_cut_into_requests_of_what_minphys_allows(uint length, string requests)
    {
        var (bench, uio, error) = Run(length);
        Assert.Equal(Errno.None, error);
        Assert.Equal(requests, string.Join(' ', bench.Log));
        Assert.Equal((0u, (long)length), (uio.Residual, uio.Offset));
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void A_routine_of_the_driver_can_allow_less_and_what_allows_nothing_is_EINVAL()
    {
        Assert.Equal("0+512 1+512 2+512", string.Join(' ', Run(1_536, mincnt: bp => bp.ByteCount = 512).Bench.Log));
        var (bench, uio, error) = Run(512, mincnt: bp => bp.ByteCount = 0);
        Assert.Equal((Errno.EINVAL, 512u, 0), (error, uio.Residual, bench.Log.Count));
    }

    [Fact]
    public void The_buffer_is_locked_during_each_request_and_not_afterwards()
    {
        var (bench, uio, _) = Run(2 * MaxPhys, onStrategy: (uio, _) => Assert.False(uio.Buffer.TryMovePage(0)));
        Assert.Equal(2, bench.Log.Count);
        Assert.True(uio.Buffer.TryMovePage(0));
    }

    [Fact]
    public void An_error_ends_the_call_and_so_does_a_request_that_moves_nothing()
    {
        var (bench, uio, error) = Run(2 * MaxPhys, onStrategy: (uio, bp) =>
        {
            if (uio.Residual == MaxPhys)
                bp.Ddi.BioError(bp.Buf, Errno.EIO);
        });
        Assert.Equal((Errno.EIO, MaxPhys, 2), (error, uio.Residual, bench.Log.Count));
        Assert.True(uio.Buffer.TryMovePage(0));

        (bench, uio, error) = Run(2 * MaxPhys, onStrategy: (_, bp) => bp.Buf.Residual = bp.Buf.ByteCount);
        Assert.Equal((Errno.None, 2 * MaxPhys, 1), (error, uio.Residual, bench.Log.Count));
    }

    [Fact]
    public void A_buffer_that_the_process_may_not_write_is_EACCES_for_a_read_and_no_request_is_made()
    {
        var (bench, _, error) = Run(512, isReadOnly: true);
        Assert.Equal((Errno.EACCES, 0), (error, bench.Log.Count));
    }

    [Fact]
    public void Outside_of_user_context_it_is_a_finding()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1 });
        Serve(bench, null, null);
        bench.Run(async () =>
        {
            var (first, second) = (await bench.Driver.Handle(), await bench.Driver.Handle());
            await bench.Driver.Bind(first);
            await bench.Driver.Bind(second, ScriptDriver.Callback(async () =>
            {
                await bench.Driver.Ddi.Physio(bench.Driver.Strategy, bench.Driver.Ddi.MinPhys, Uio(bench, 512, isReadOnly: false));
                return CallbackStatus.Done;
            }));
            await bench.Driver.Dma.UnbindHandle(first);
        });

        Assert.NotEmpty(bench.Findings);
        Assert.All(bench.Findings, id => Assert.Equal("DMA020", id));
    }

    private static (Bench Bench, Uio Uio, Errno Error) Run(uint length, Action<Buf>? mincnt = null, Action<Uio, (DdiFunctions Ddi, Buf Buf)>? onStrategy = null, bool isReadOnly = false)
    {
        var bench = Bench.Tame();
        var uio = Uio(bench, length, isReadOnly);
        Serve(bench, uio, onStrategy);
        var error = (Errno)(-1);
        bench.Run(async () => error = await bench.Driver.Ddi.Physio(bench.Driver.Strategy, mincnt ?? bench.Driver.Ddi.MinPhys, uio));
        return (bench, uio, error);
    }

    private static Uio Uio(Bench bench, uint length, bool isReadOnly) => new(new UserMemory(bench.Memory.TryAllocate(length, 512)!, bench.Memory, isReadOnly), isRead: true, 0);

    private static void Serve(Bench bench, Uio? uio, Action<Uio, (DdiFunctions Ddi, Buf Buf)>? onStrategy) => bench.Driver.OnStrategy = async bp =>
    {
        bench.Log.Add($"{bp.BlockNumber}+{bp.ByteCount}");
        onStrategy?.Invoke(uio!, (bench.Driver.Ddi, bp));
        await bench.Driver.Ddi.BioDone(bp);
    };
}
