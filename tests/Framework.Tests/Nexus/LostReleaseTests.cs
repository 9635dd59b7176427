using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>
/// A callback finds resources still short while somebody else releases some. Whether it is called again depends on how it says so
/// (<c>docs/decisions/callback-registers-itself.md</c>).
/// </summary>
public sealed class LostReleaseTests
{
    [Fact]
    public void A_release_between_a_DONTWAIT_that_fails_and_the_RUNOUT_is_lost_in_some_schedule() => Assert.Equal((true, true), Outcomes(registersItself: false));

    [Fact]
    public void A_callback_that_registers_itself_again_loses_no_release_in_any_schedule() => Assert.Equal((true, false), Outcomes(registersItself: true));

    /// <summary>Whether in some schedule the one that waits gets its binding in the end, and whether in some it waits for ever beside a free one.</summary>
    private static (bool Served, bool Lost) Outcomes(bool registersItself)
    {
        var (served, lost) = (false, false);
        Bench.InEverySchedule(
            bench =>
            {
                var driver = bench.Driver;
                DmaHandle[] handles = [];
                var isBound = false;
                DmaCallback self = null!;
                self = ScriptDriver.Callback(async () =>
                {
                    var status = await driver.Bind(handles[1], registersItself ? self : DmaCallback.DontWait);
                    isBound = status == DmaBind.Mapped;
                    return isBound || registersItself ? CallbackStatus.Done : CallbackStatus.RunOut;
                });
                bench.Run(async () =>
                {
                    handles = [await driver.Handle(), await driver.Handle(), await driver.Handle()];
                    await driver.Bind(handles[0]);
                    Assert.Equal(DmaBind.NoResources, await driver.Bind(handles[1], self));
                });

                // Freeing a handle asks for a pass and gives no binding; unbinding the first gives one.
                bench.Start(async () =>
                {
                    await driver.Dma.FreeHandle(handles[2]);
                    await driver.Dma.UnbindHandle(handles[0]);
                });
                bench.Run();
                served |= isBound;
                lost |= !isBound;
                Assert.Equal(isBound ? 0 : 1, bench.Nexus.Owed);
            },
            new NexusOptions { Bindings = 1 });
        return (served, lost);
    }
}
