using DmaActors.Devices;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Isa8237;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Tests.Machines;

/// <summary>How the devices of a scenario are wired to the DMA controller.</summary>
public sealed class IsaWiringTests : IStepRecorder
{
    private readonly List<(string Receiver, Message Message)> steps = [];

    [Fact]
    public void A_device_asks_the_controller_of_its_machine_for_the_channel_of_the_scenario()
    {
        using var directory = new ScenarioDirectory();
        directory.Catalog.Devices["isa-floppy"] = new DeviceEntry("isa-floppy", 0x18, typeof(IsaFloppySettings), NeedsDmaChannel: true);
        var scenario = directory.LoadGood(
            ScenarioDirectory.Good.Replace("sg-disk", "isa-floppy", StringComparison.Ordinal).Replace("sg-block", "one-cookie-block", StringComparison.Ordinal)
                + "    dmaChannel: 3\nbus: { isa: { arbitration: 7ns, transfer: 3us } }\n");
        var machine = new Machine(scenario, RealCatalog.Instance);
        machine.Boot(new FirstStrategy(), [new MemoryImage(4096)]);
        machine.Runtime.Recorder = this;
        var floppy = machine.Slots[0].Instance.Slot.Device;
        machine.Runtime.Tell(floppy, new RegisterWrite(IsaFloppyRegisters.Bytes, 4, 512));
        machine.Runtime.Tell(floppy, new RegisterWrite(DiskRegisters.Csr, 1, DiskRegisters.Start));
        Assert.Equal(RunStatus.Quiescent, machine.Runtime.Run(100));

        var raised = Assert.Single(steps, step => step.Message is RaiseDmaRequest);
        Assert.Equal("dma", raised.Receiver);
        Assert.Equal((3, 512L), (((RaiseDmaRequest)raised.Message).Channel, ((RaiseDmaRequest)raised.Message).Bytes));
        Assert.Equal((7, 3_000), (machine.Bus.Timing.IsaArbitrationNanoseconds, machine.Bus.Timing.IsaTransferNanoseconds));
    }

    void IStepRecorder.OnStep(long step, VirtualTime time, StepId id) => steps.Add((id.Receiver, id.Message));
}
