namespace DmaActors.Verifier.Tests.Drivers;

/// <summary>A block driver that is asked to detach has left nothing that can run into it, or goes on as if it had not been asked (detach(9E)).</summary>
public sealed class BlockDetachTests
{
    private const ulong Seeds = 40;

    [Theory]
    [InlineData("sg-block", "sg-disk")]
    [InlineData("one-cookie-block", "reg-disk")]
    public void While_one_transfers_and_one_waits_for_its_callback_detach_fails_and_both_go_on(string driver, string model)
    {
        var bothFailed = 0;
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var desk = new Desk(Contended(driver, model), seed);
            Buf[] bufs = [desk.Read(0, 4_096), desk.Read(1, 65_536)];
            var oneWaits = desk.RunUntilOneWaits();
            desk.Detach(0);
            desk.Detach(1);
            desk.Run();
            var returned = desk.Returned();
            bothFailed += oneWaits && returned.All(result => result == DdiResult.Failure) ? 1 : 0;
            Assert.Equal(bufs, desk.Completed.OrderBy(buf => buf.Name, StringComparer.Ordinal));
            Assert.All(bufs, buf => Assert.Equal((Errno.None, 0u), (buf.FinalError, buf.FinalResidual)));
            if (returned.Contains(DdiResult.Success))
                continue;
            desk.Read(0, 4_096);
            desk.Read(1, 4_096);
            desk.Run();
            Assert.Equal(4, desk.Completed.Count);
            desk.Detach(0);
            desk.Detach(1);
            desk.Run();
            Assert.Equal([DdiResult.Success, DdiResult.Success], desk.Returned());
            Assert.True(desk.Rules.Findings.Count == 0, $"seed {seed}: {string.Join("; ", desk.Rules.Findings.Select(finding => finding.Text))}");
        }

        Assert.True(bothFailed > 0);
    }

    /// <summary>Whoever is told of the last completion may detach: by then the context that told it must have nothing left to do in the driver.</summary>
    [Theory]
    [InlineData("the interrupt", Errno.None)]
    [InlineData("the watchdog", Errno.ETIMEDOUT)]
    [InlineData("strategy or the callback", Errno.EINVAL)]
    public void Completing_is_the_last_thing_that_a_context_does(string context, Errno error)
    {
        var shape = Contended("sg-block", error == Errno.ETIMEDOUT ? "odd-disk" : "sg-disk") with
        {
            DriverSettings = "sgLen: 1, watchdog: 1ms",
            DeviceSettings = error == Errno.ETIMEDOUT ? "losesEvery: 1" : null,
        };
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var desk = new Desk(shape, seed);

            // Memory that begins anywhere cannot be mapped for a list of one entry in blocks of 512 bytes.
            Buf[] bufs = [desk.Read(0, 4_096), desk.Read(1, 4_096, offset: error == Errno.EINVAL ? 100 : 0)];
            for (var disk = 0; disk < bufs.Length; disk++)
                desk.DetachWhenComplete(bufs[disk], disk);
            desk.Run();
            Assert.Equal([DdiResult.Success, DdiResult.Success], desk.Returned());
            Assert.True(desk.Rules.Findings.Count == 0, $"{context}, seed {seed}: {string.Join("; ", desk.Rules.Findings.Select(finding => finding.Text))}");
            Assert.Equal(error, bufs[1].FinalError);
        }
    }

    private static Shape Contended(string driver, string model) => new()
    {
        Driver = driver,
        Model = model,
        Disks = 2,
        Requests = 0,
        Nexus = "copyBufferPages: 16, bindings: 1",
        Mode = "untimed",
        More = ["timers: { lastResort: [watchdog] }"],
    };
}
