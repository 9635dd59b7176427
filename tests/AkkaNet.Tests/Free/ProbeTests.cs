using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using DmaActors.AkkaNet.Free;
using DmaActors.AkkaNet.Shells;
using DmaActors.AkkaNet.Tests.Support;
using DmaActors.Devices;
using DmaActors.Framework;
using DmaActors.Framework.Block;
using DmaActors.Framework.Dma;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Memory;

namespace DmaActors.AkkaNet.Tests.Free;

/// <summary>An Akka actor, here a probe of the TestKit, can stand in for any actor of a machine.</summary>
public sealed class ProbeTests : TestKit
{
    private static readonly Akka.Configuration.Config Quick = ConfigurationFactory.ParseString(File.ReadAllText(Support.Config.File("akka.conf")));
    private readonly FreeRuntime runtime;
    private readonly SystemBus bus = new(new PhysicalMemory(1 << 20, Gate.Closed()), new BusTiming(), gate: Gate.Closed());

    public ProbeTests()
        : base(Quick)
    {
        runtime = new FreeRuntime(Sys, new WorldOptions(), timeScale: 1_000);
        runtime.Reset(new FirstStrategy());
    }

    [Fact]
    public void A_device_answers_a_probe_in_place_of_its_driver_and_starts_a_probe_in_place_of_its_engine()
    {
        var (driver, engine) = (CreateTestProbe(), CreateTestProbe());
        var driverRef = runtime.Represent("driver", driver);
        var engineRef = runtime.Represent("engine", engine);
        var controller = new InterruptController(default);
        runtime.Spawn("controller", controller);
        var idleEngine = new BusMasterEngine(bus);
        runtime.Spawn("idle", idleEngine);
        var wiring = new DeviceWiring(bus, idleEngine, engineRef, controller.Connect(3, InterruptTrigger.Level), new Media());
        var device = runtime.Spawn("device", new SgDisk(wiring, new SgDiskSettings()));
        runtime.Run();

        var shell = runtime.ShellOf(driverRef);
        shell.Tell(new Say(device, new RegisterWrite(SgDiskRegisters.Bytes, 4, 512)));
        shell.Tell(new Say(device, new RegisterWrite(SgDiskRegisters.SgCount, 4, 1)));
        shell.Tell(new Say(device, new RegisterWrite(SgDiskRegisters.SgList, 4, 0x1000)));
        shell.Tell(new Say(device, new RegisterWrite(SgDiskRegisters.SgList + SgDiskRegisters.SgSize, 4, 512)));
        shell.Tell(new Say(device, new RegisterRead(SgDiskRegisters.Bytes, 4, driverRef)));
        Assert.Equal(new Reply<Word>(new Word(512)), driver.ExpectMsg<Relayed>().Message);

        shell.Tell(new Say(device, new RegisterWrite(DiskRegisters.Csr, 1, DiskRegisters.Start)));
        var started = Assert.IsType<StartTransfer>(engine.ExpectMsg<Relayed>().Message);
        Assert.Equal(new DmaSegment(new BusAddress(0x1000), 512), Assert.Single(started.Segments));
    }

    [Fact]
    public void A_driver_instance_asks_a_probe_in_place_of_the_nexus_and_writes_to_a_probe_in_place_of_the_device()
    {
        var (nexus, device, user) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var nexusRef = runtime.Represent("nexus", nexus);
        var userRef = runtime.Represent("user", user);
        var block = runtime.Spawn("block", new BlockLayer());
        var services = new MachineServices(bus, nexusRef, default, default, default, block, new RuleBook(runtime, []));
        var slot = new DeviceSlot(runtime.Represent("device", device), [new InterruptSource(3, 5)], new MemoryPath(bus), services);
        var frames = new FrameAllocator(1 << 20, PageSize.FourKiB, FramePolicy.Contiguous);
        var instance = new DriverInstance(slot, new MemoryProvider(bus.Processor, frames), dip => new AllocatingDriver(dip));
        var instanceRef = runtime.Spawn("disk0", instance);
        runtime.Run();

        runtime.ShellOf(userRef).Tell(new Say(instanceRef, new Attach()));
        var asked = nexus.ExpectMsg<Relayed>();
        Assert.IsType<AllocHandle>(asked.Message);
        Assert.Equal("disk0/attach#1", asked.Sender.Name);
        Assert.Equal(new RegisterWrite(8, 4, 0xABCD), device.ExpectMsg<Relayed>().Message);

        runtime.ShellOf(nexusRef).Tell(new Say(asked.Sender, new Reply<DmaAllocResult>(new DmaAllocResult(DmaAlloc.NoResources, null))));
        Assert.Equal(new EntryPointReturned(instanceRef, "attach", (int)DdiResult.Failure), user.ExpectMsg<Relayed>().Message);
    }

    [Fact]
    public void A_probe_that_listens_for_dead_letters_hears_of_ours()
    {
        var listener = CreateTestProbe();
        Sys.EventStream.Subscribe(listener.Ref, typeof(Akka.Event.DeadLetter));
        var speaker = CreateTestProbe();
        var speakerRef = runtime.Represent("speaker", speaker);
        var stopped = runtime.Spawn("stopped", new DelegateActor((context, _) => context.Stop(context.Self)));
        runtime.Run();

        runtime.ShellOf(speakerRef).Tell(new Say(stopped, new Note(1)));
        runtime.ShellOf(speakerRef).Tell(new Say(stopped, new Note(2)));

        listener.FishForMessage<Akka.Event.DeadLetter>(letter => letter.Message.Equals(new Note(2)));
    }

    [Fact]
    public void When_a_run_is_halted_its_shells_are_gone()
    {
        var watcher = CreateTestProbe();
        var actor = runtime.Spawn("actor", new DelegateActor());
        runtime.Tell(actor, new Note(1));
        Runtimes.Complete(runtime);

        Assert.Equal(0, runtime.LiveShells);
        watcher.Watch(runtime.ShellOf(actor));
        watcher.ExpectTerminated(runtime.ShellOf(actor));
    }

    protected override void AfterAll()
    {
        runtime.Halt();
        base.AfterAll();
    }

    private sealed class Media : IMedia
    {
        public long Length => 1 << 20;

        public void Read(long offset, Span<byte> destination) => destination.Clear();

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
        }
    }

    private sealed class AllocatingDriver(DevInfo dip) : Driver(dip)
    {
        public override async DdiTask<DdiResult> Attach()
        {
            Ddi.RegsMapSetup().Put32(8, 0xABCD);
            var alloc = await Dma.AllocHandle(new DmaAttributes(), DmaActors.Framework.Callbacks.DmaCallback.DontWait);
            return alloc.Status == DmaAlloc.Success ? DdiResult.Success : DdiResult.Failure;
        }
    }
}
