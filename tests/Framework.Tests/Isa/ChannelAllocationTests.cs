using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Isa;

public sealed class ChannelAllocationTests
{
    [Theory]
    [InlineData(-1, DdiResult.Failure, true)]
    [InlineData(0, DdiResult.Success, false)]
    [InlineData(3, DdiResult.Success, false)]
    [InlineData(4, DdiResult.Failure, false)]
    [InlineData(5, DdiResult.Success, false)]
    [InlineData(7, DdiResult.Success, false)]
    [InlineData(8, DdiResult.Failure, true)]
    public void Channels_0_to_3_and_5_to_7_can_be_had(int channel, DdiResult expected, bool isFinding)
    {
        var bench = Bench.OnIsa();
        bench.Run(async () => Assert.Equal(expected, (await bench.Driver.Dma.DmaeAlloc(channel, DmaCallback.Sleep)).Status));

        Assert.Equal(isFinding ? ["DMA062"] : [], bench.Findings);
    }

    [Fact]
    public void A_channel_is_for_one_and_channels_are_independent()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Fails(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeAlloc(3, DmaCallback.DontWait));
            await Succeeds(dma.DmaeRelease(2));
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
        });

        Assert.Empty(bench.Findings);
        Assert.Equal((1, 0), (bench.Isa.Taken, bench.Isa.Registered));
    }

    [Fact]
    public void Each_channel_has_a_list_of_its_own_and_a_release_runs_only_that()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            foreach (var channel in (int[])[2, 5])
            {
                await Succeeds(dma.DmaeAlloc(channel, DmaCallback.DontWait));
                await Fails(dma.DmaeAlloc(channel, ScriptDriver.Callback(() =>
                {
                    bench.Log.Add($"channel {channel}");
                    return new(CallbackStatus.Done);
                })));
            }
        });
        Assert.Equal((2, 0), (bench.Isa.Owed, bench.Nexus.Owed));
        bench.Run(async () => await dma.FreeHandle(await bench.Driver.Handle()));
        Assert.Empty(bench.Log);
        bench.Run(async () => await Succeeds(dma.DmaeRelease(5)));
        Assert.Equal(["channel 5"], bench.Log);
        bench.Run(async () => await Succeeds(dma.DmaeRelease(2)));
        Assert.Equal(["channel 5", "channel 2"], bench.Log);
        Assert.Equal(0, bench.Isa.Owed);
    }

    [Fact]
    public void A_callback_that_returns_RUNOUT_goes_back_on_the_list_of_its_channel()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        var calls = 0;
        bench.Run(async () =>
        {
            await Succeeds(dma.DmaeAlloc(1, DmaCallback.DontWait));
            await Fails(dma.DmaeAlloc(1, ScriptDriver.Callback(() => new(++calls < 3 ? CallbackStatus.RunOut : CallbackStatus.Done))));
        });
        for (var pass = 1; pass <= 4; pass++)
        {
            bench.Run(async () =>
            {
                await dma.DmaeRelease(1);
                await Succeeds(dma.DmaeAlloc(1, DmaCallback.DontWait));
            });
            Assert.Equal((Math.Min(pass, 3), pass < 3 ? 1 : 0), (calls, bench.Isa.Owed));
        }
    }

    [Fact]
    public void Who_sleeps_has_the_channel_when_it_is_released_first_come_first_served()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () => await Succeeds(dma.DmaeAlloc(7, DmaCallback.DontWait)));
        foreach (var sleeper in (int[])[1, 2])
        {
            bench.Start(async () =>
            {
                await Succeeds(dma.DmaeAlloc(7, DmaCallback.Sleep));
                bench.Log.Add($"sleeper {sleeper}");
            });
        }

        bench.Run();
        Assert.Empty(bench.Log);
        bench.Run(async () => await dma.DmaeRelease(7));
        Assert.Equal(["sleeper 1"], bench.Log);
        bench.Run(async () => await dma.DmaeRelease(7));
        Assert.Equal(["sleeper 1", "sleeper 2"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void Who_sleeps_for_what_it_holds_itself_is_named()
    {
        var bench = Bench.OnIsa();
        bench.Run(async () =>
        {
            await Succeeds(bench.Driver.Dma.DmaeAlloc(2, DmaCallback.Sleep));
            await bench.Driver.Dma.DmaeAlloc(2, DmaCallback.Sleep);
            bench.Log.Add("awake");
        });

        Assert.Empty(bench.Log);
        Assert.Equal(["disk0/open#1: DMA channel 2, which disk0 itself holds, and none but its holder can release it"], bench.Isa.Sleeping.Select(sleeper => $"{sleeper.Caller}: {sleeper.Channel}"));
    }

    [Fact]
    public void A_channel_that_is_released_twice_is_given_to_two()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            await dma.DmaeAlloc(2, DmaCallback.DontWait);
            await Succeeds(dma.DmaeRelease(2));
            await Succeeds(dma.DmaeRelease(2));
            Assert.Equal(["DMA060"], bench.Findings);
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Fails(dma.DmaeAlloc(2, DmaCallback.DontWait));
        });

        Assert.Equal("disk0/open#1 called ddi_dmae_release for DMA channel 2, which nobody holds: the next two who ask for it both get it", bench.Rules.Findings[0].Text);
    }

    [Fact]
    public void A_registration_after_the_release_is_lost_when_the_registration_is_a_step_of_its_own()
    {
        Assert.Equal((true, true), Race(new NexusOptions { SplitBind = true }));
        Assert.Equal((false, true), Race(new NexusOptions()));
    }

    [Fact]
    public void SLEEP_in_a_callback_is_found()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            await dma.DmaeAlloc(2, DmaCallback.DontWait);
            await Fails(dma.DmaeAlloc(2, ScriptDriver.Callback(async () =>
            {
                await Succeeds(dma.DmaeAlloc(2, DmaCallback.Sleep));
                return CallbackStatus.Done;
            })));
            await dma.DmaeRelease(2);
        });

        Assert.Equal(["DMA020"], bench.Findings);
    }

    internal static async DdiTask Succeeds(ContextCall<DdiStatus> call) => Assert.Equal(DdiResult.Success, (await call).Status);

    internal static async DdiTask Fails(ContextCall<DdiStatus> call) => Assert.Equal(DdiResult.Failure, (await call).Status);

    /// <summary>Whether in some schedule the callback was lost, and whether it ran in another.</summary>
    private static (bool Lost, bool Called) Race(NexusOptions options)
    {
        var (lost, called) = (false, false);
        Bench.InEverySchedule(
            bench =>
            {
                var dma = bench.Driver.Dma;
                bench.Run(async () => await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait)));
                bench.Start(async () => await dma.DmaeAlloc(2, ScriptDriver.Callback(() =>
                {
                    called = true;
                    return new(CallbackStatus.Done);
                })));
                bench.Start(async () => await dma.DmaeRelease(2));
                bench.Run();
                lost |= bench.Isa.Owed > 0;
            },
            options,
            isa: new IsaSlot(null));
        return (lost, called);
    }
}
