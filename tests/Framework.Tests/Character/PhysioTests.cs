using DmaActors.Framework.Callbacks;
using DmaActors.Framework.DriverHost;
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
    public void A_buf_of_the_drivers_own_serves_all_requests_and_one_call_at_a_time()
    {
        var orders = new SortedSet<string>(StringComparer.Ordinal);
        Bench.InEverySchedule(bench =>
        {
            var driver = bench.Driver;
            Buf? own = null;
            bench.Run(() =>
            {
                own = driver.Ddi.GetRBuf();
                return DdiTask.Completed;
            });
            driver.OnStrategy = async bp =>
            {
                Assert.Same(own, bp);
                bench.Log.Add($"{bp.BlockNumber}+{bp.ByteCount}");
                await driver.Ddi.BioDone(bp);
            };
            foreach (var block in (int[])[0, 100])
            {
                bench.Start(async () =>
                {
                    var uio = new Uio(new UserMemory(bench.Memory.TryAllocate(1_024, 512)!, bench.Memory), isRead: true, block * 512);
                    Assert.Equal(Errno.None, await driver.Ddi.Physio(driver.Strategy, bp => bp.ByteCount = 512, uio, own));
                });
            }

            bench.Run();
            bench.Run(() =>
            {
                driver.Ddi.FreeRBuf(own!);
                return DdiTask.Completed;
            });
            Assert.Empty(bench.Findings);
            orders.Add(string.Join(' ', bench.Log));
        });

        Assert.Equal(["0+512 1+512 100+512 101+512", "100+512 101+512 0+512 1+512"], orders);
    }

    [Fact]
    public void A_buf_that_is_under_way_or_freed_is_no_buf_for_it()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var ddi = bench.Driver.Ddi;
            var own = ddi.GetRBuf();
            await ddi.BdevStrategy(own);
            Assert.Equal(Errno.EINVAL, await ddi.Physio(bench.Driver.Strategy, ddi.MinPhys, Uio(bench, 512, isReadOnly: false), own));
            await ddi.BioDone(own);
            ddi.FreeRBuf(own);
            Assert.Equal(Errno.EINVAL, await ddi.Physio(bench.Driver.Strategy, ddi.MinPhys, Uio(bench, 512, isReadOnly: false), own));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(["DMA013", "DMA013"], bench.Findings);
    }

    [Fact]
    public void A_mincnt_that_allows_more_than_there_is_is_a_finding_and_moves_what_there_is()
    {
        var (bench, uio, error) = Run(512, mincnt: bp => bp.ByteCount += 512);
        Assert.Equal((Errno.None, 0u), (error, uio.Residual));
        Assert.Equal(["0+512"], bench.Log);
        Assert.Equal(["DMA013"], bench.Findings);
    }

    [Fact]
    public void A_call_that_never_returns_keeps_the_buffer_locked_and_is_found_at_detach()
    {
        var bench = Bench.Tame();
        var uio = Uio(bench, 512, isReadOnly: false);
        bench.Run(async () => await bench.Driver.Ddi.Physio(_ => DdiTask.Completed, bench.Driver.Ddi.MinPhys, uio));
        Assert.False(uio.Buffer.TryMovePage(0));
        bench.World.Tell(bench.InstanceRef, new Detach());
        bench.Run();

        Assert.Contains("disk0 detached and left 1 physio(s) that have not returned, with a user buffer locked each", bench.Rules.Findings.Select(finding => finding.Text));
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
