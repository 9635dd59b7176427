using DmaActors.Framework.DriverHost;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.DriverHost;

/// <summary>detach(9E) with DDI_SUSPEND and attach(9E) with DDI_RESUME, as the system calls them.</summary>
public sealed class SuspendTests
{
    [Fact]
    public void A_driver_without_it_refuses_and_goes_on_working()
    {
        var bench = Bench.Tame();
        var system = new PowerSwitch(bench.InstanceRef);
        bench.World.Tell(bench.World.Spawn("system", system), new Suspend());
        bench.Run();
        Assert.Equal([("suspend", DdiResult.Failure)], system.Returned);
        Assert.Empty(bench.Device.Received);

        var ran = false;
        bench.Run(() =>
        {
            ran = true;
            return DdiTask.Completed;
        });
        Assert.True(ran);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void The_power_goes_after_the_last_write_of_suspend_and_is_back_before_the_first_of_resume()
    {
        var schedules = Bench.InEverySchedule(bench =>
        {
            var writes = new List<(ulong Value, Message[] Power)>();
            bench.Device.OnWrite = (_, write) => writes.Add((write.Value, [.. bench.Device.Received]));
            var driver = bench.Driver;
            bench.Run(() =>
            {
                var regs = driver.Ddi.RegsMapSetup();
                driver.OnSuspend = () => Put(regs, 1);
                driver.OnResume = () => Put(regs, 2);
                return DdiTask.Completed;
            });
            var system = new PowerSwitch(bench.InstanceRef, new LosePower(), new Resume());
            bench.World.Tell(bench.World.Spawn("system", system), new Suspend());
            bench.Run();

            Assert.Equal([("suspend", DdiResult.Success), ("resume", DdiResult.Success)], system.Returned);
            Assert.Equal([1UL, 2UL], writes.Select(write => write.Value));
            Assert.Empty(writes[0].Power);
            Assert.Equal([typeof(PowerOff), typeof(PowerOn)], writes[1].Power.Select(message => message.GetType()));
        });
        Assert.True(schedules > 1);
    }

    [Fact]
    public void Who_resumes_because_another_driver_refused_has_never_lost_its_power()
    {
        var bench = Bench.Tame();
        bench.Run(() =>
        {
            bench.Driver.OnSuspend = bench.Driver.OnResume = () => new(DdiResult.Success);
            return DdiTask.Completed;
        });
        var system = new PowerSwitch(bench.InstanceRef, new Resume());
        bench.World.Tell(bench.World.Spawn("system", system), new Suspend());
        bench.Run();
        Assert.Equal([("suspend", DdiResult.Success), ("resume", DdiResult.Success)], system.Returned);
        Assert.Empty(bench.Device.Received);
    }

    [Fact]
    public void The_system_never_calls_it_beside_detach()
    {
        var bench = Bench.Tame();
        bench.Run(() =>
        {
            var never = bench.Driver.Ddi.RegsMapSetup();
            bench.Driver.OnSuspend = async () =>
            {
                await never.Get8(8);
                return DdiResult.Success;
            };
            return DdiTask.Completed;
        });
        bench.World.Tell(bench.InstanceRef, new Suspend());
        bench.World.Tell(bench.InstanceRef, new Detach());
        Assert.Contains("detach during suspend", Assert.Throws<SimulationFaultException>(bench.Run).Message, StringComparison.Ordinal);
    }

    private static DdiTask<DdiResult> Put(AccessHandle regs, byte value)
    {
        regs.Put8(8, value);
        return new(DdiResult.Success);
    }

    /// <summary>Passes on what it is told, and the rest when that has returned SUCCESS.</summary>
    private sealed class PowerSwitch(ActorRef instance, params Message[] afterwards) : Actor
    {
        public List<(string EntryPoint, DdiResult Result)> Returned { get; } = [];

        protected override void Receive(Message message)
        {
            if (message is not EntryPointReturned returned)
            {
                Context.Tell(instance, message);
                return;
            }

            Returned.Add((returned.EntryPoint, (DdiResult)returned.Result));
            if (Returned.Count > 1)
                return;
            foreach (var next in afterwards)
                Context.Tell(instance, next);
        }
    }
}
