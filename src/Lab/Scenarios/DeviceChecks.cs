using System.Globalization;
using System.Numerics;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Lab.Scenarios;

/// <summary>Lays out the devices of a scenario and checks that they can be on one bus.</summary>
/// <param name="memoryIsKnown">Whether the size of memory could be read.</param>
/// <param name="good">Whether a key is in the file and could be read.</param>
/// <param name="unreadable">Whether a key has an error already.</param>
/// <param name="add">Adds an error if there is a message; gives the line of the key.</param>
internal sealed class DeviceChecks(
    Scenario scenario,
    bool memoryIsKnown,
    IScenarioCatalog catalog,
    Func<string, bool> good,
    Func<string, bool> unreadable,
    Func<string, string?, string, int> add
)
{
    private readonly List<DeviceInstance> instances = [];
    private readonly List<Block> blocks = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (string Name, TriggerMode Trigger, string Key)> lines = [];
    private readonly Dictionary<int, (string Name, DeviceEntry Entry, string Key)> channels = [];

    public void Run()
    {
        for (var i = 0; i < scenario.Devices.Count; i++)
        {
            var device = scenario.Devices[i];
            var key = $"devices[{i}]";
            if (good($"{key}.name"))
                CheckName(device, key);
            CheckFirstLines(device, key);
            if (device.OnPanic != PanicResponse.Restart && good($"{key}.restarts"))
                add($"{key}.restarts", "`restarts` means nothing to a driver that is not restarted", "`onPanic: restart` beside it, or no such key");
            for (var j = 0; j < device.MoreInterrupts.Count; j++)
            {
                if (good($"{key}.moreInterrupts[{j}].vector"))
                    CheckLine(device.Name, device.MoreInterrupts[j].Vector, device.MoreInterrupts[j].Trigger, $"{key}.moreInterrupts[{j}]");
            }

            if (!catalog.TryGetDevice(device.Model, out var entry))
                continue;
            CheckChannel(device, entry, key);
            CheckBus(device, key);
            CheckInterrupts(device, entry, key);
            if (good($"{key}.registers"))
                Place(device, entry, key);
        }

        scenario.Instances = instances;
    }

    private static string NameOf(DeviceSection device, int ordinal) =>
        device.Count == 1 ? device.Name : device.Name + ordinal.ToString(CultureInfo.InvariantCulture);

    private static string Hex(long address) => "0x" + address.ToString("X", CultureInfo.InvariantCulture);

    private void CheckName(DeviceSection device, string key)
    {
        for (var ordinal = 0; ordinal < device.Count; ordinal++)
        {
            var name = NameOf(device, ordinal);
            if (names.TryAdd(name, key))
                continue;
            var first = names[name];
            add($"{key}.name", $"there are two devices `{name}`; the first is in line {add($"{first}.name", null, "")}", "a name of its own for each device");
            return;
        }
    }

    private void CheckFirstLines(DeviceSection device, string key)
    {
        if (device.OwnVectors && device.Vector is null && !unreadable($"{key}.vector"))
            add($"{key}.ownVectors", "there is no vector that they could begin with", "`vector: 11` beside it, or no such key");
        if (!good($"{key}.vector"))
            return;
        var vector = device.Vector!.Value;
        var last = device.OwnVectors ? vector + device.Count - 1 : vector;
        if (last > DeviceSection.HighestVector)
        {
            add($"{key}.ownVectors", $"{device.Count} vectors from {vector} on end at {last}, and the highest is {DeviceSection.HighestVector}", "a lower `vector` or `count`, or no such key");
            return;
        }

        for (; vector <= last; vector++)
            CheckLine(device.Name, vector, device.Trigger, key);
    }

    /// <summary>A line is one wire: it cannot be read as a level for one device and as an edge for another.</summary>
    private void CheckLine(string device, int vector, TriggerMode mode, string key)
    {
        if (lines.TryAdd(vector, (device, mode, key)))
            return;
        var (name, trigger, other) = lines[vector];
        if (trigger == mode)
            return;
        var word = trigger switch
        {
            TriggerMode.Level => "level",
            TriggerMode.Edge => "edge",
            _ => "message",
        };
        var at = good($"{key}.trigger") ? $"{key}.trigger" : $"{key}.vector";
        add(
            at,
            $"vector {vector} is `trigger: {word}` for `{name}` (line {add($"{other}.vector", null, "")}), and devices on one vector share its line",
            $"`trigger: {word}`, or another vector"
        );
    }

    private void CheckInterrupts(DeviceSection device, DeviceEntry entry, string key)
    {
        var given = $"{key}.moreInterrupts";
        if (device.MoreInterrupts.Count == 0)
            return;
        if (device.MoreInterrupts.Count >= entry.Interrupts)
            add(given, $"{entry.Model} has no use for {device.MoreInterrupts.Count + 1} interrupts", entry.Interrupts == 1 ? "no such key" : $"at most {entry.Interrupts - 1} here, beside its `vector`");
        else if (device.Vector is null && !unreadable($"{key}.vector"))
            add(given, "the first interrupt is missing", "`vector: 11` for it");
    }

    /// <summary>A channel is there for the devices that have the wires for it.</summary>
    private void CheckChannel(DeviceSection device, DeviceEntry entry, string key)
    {
        var given = $"{key}.dmaChannel";
        if (device.DmaChannel == I8237Pair.Cascade)
            add(given, "channel 4 joins the two halves of the DMA controller: nothing can be wired to it", "0 to 3, or 5 to 7");
        else if (device.DmaChannel is not null && !entry.NeedsDmaChannel)
            add(given, $"{entry.Model} is not wired to the DMA controller", "no `dmaChannel` here");
        else if (device.DmaChannel is null && entry.NeedsDmaChannel && !unreadable(given))
            add(key, $"{entry.Model} is wired to a channel of the DMA controller", "`dmaChannel: 2`, or another one of 0 to 3 and 5 to 7");
        else if (device.DmaChannel is not null && good(given))
            ShareChannel(device, entry, key);
    }

    /// <summary>The bus of the slot is there, and has the wires that the device needs.</summary>
    private void CheckBus(DeviceSection device, string key)
    {
        var (bus, channel) = ($"{key}.bus", $"{key}.dmaChannel");
        if (device is { Bus: SlotBus.System, DmaChannel: not null } && good(bus))
            add(bus, "only devices on the ISA bus are wired to the DMA controller", "`bus: isa`, or no such key");
        else if (device.IsOnIsa && !scenario.Machine.HasIsa && (good(bus) || good(channel)))
            add(good(bus) ? bus : channel, $"the platform `{scenario.Platform}` has no ISA bus", "a platform with `isa: true` and physical addresses, such as x86");
        if (device is { SlaveOnly: true, DmaChannel: not null } && good($"{key}.slaveOnly"))
            add($"{key}.slaveOnly", "a slave-only slot has no wires to the DMA controller", "no such key, or no `dmaChannel`");
    }

    /// <summary>Several devices on one channel: none of them may drive its request line all the time.</summary>
    private void ShareChannel(DeviceSection device, DeviceEntry entry, string key)
    {
        var given = $"{key}.dmaChannel";
        var channel = device.DmaChannel!.Value;
        if (entry.KeepsDmaChannel && device.Count > 1)
            add(given, $"{device.Count} times {entry.Model} are on channel {channel}, which each of them drives all the time", "`count: 1`, or a section for each with a channel of its own");
        if (channels.TryAdd(channel, (device.Name, entry, key)))
            return;
        var (name, other, first) = channels[channel];
        if (!entry.KeepsDmaChannel && !other.KeepsDmaChannel)
            return;
        var keeper = entry.KeepsDmaChannel ? entry : other;
        add(given, $"channel {channel} is that of `{name}` (line {add($"{first}.dmaChannel", null, "")}), and {keeper.Model} drives the request line of its channel all the time", "another channel");
    }

    private void Place(DeviceSection device, DeviceEntry entry, string key)
    {
        var length = Math.Max(1, entry.RegisterBytes);
        var step = (long)BitOperations.RoundUpToPowerOf2((ulong)length);
        var start = device.RegistersAddress;
        if ((DeviceSection.HighestAddress - length - start) / step < device.Count - 1 || start > DeviceSection.HighestAddress - length)
        {
            add(
                $"{key}.registers",
                $"{device.Count} times {length} bytes of registers from {Hex(start)} on end above {Hex(DeviceSection.HighestAddress)}",
                "a lower address or count"
            );
            return;
        }

        var block = new Block(start, start + ((device.Count - 1) * step) + length - 1, key, device.Name);
        if (memoryIsKnown && start < scenario.Memory.SizeBytes)
        {
            add(
                $"{key}.registers",
                $"{Hex(start)} is in memory, which ends at {Hex(scenario.Memory.SizeBytes - 1)}",
                $"an address from {Hex(scenario.Memory.SizeBytes)} on, such as 0xF0000000"
            );
        }
        else if (scenario.Machine.HasIommu && block.First < scenario.Iommu.BaseAddress + scenario.Iommu.SizeBytes && scenario.Iommu.BaseAddress <= block.Last)
        {
            add(
                $"{key}.registers",
                $"{Hex(block.First)} to {Hex(block.Last)} is in DVMA space, {Hex(scenario.Iommu.BaseAddress)} to {Hex(scenario.Iommu.BaseAddress + scenario.Iommu.SizeBytes - 1)}",
                "an address outside, or another `iommu: base`"
            );
        }
        else if (blocks.Find(other => other.First <= block.Last && block.First <= other.Last) is { } taken)
        {
            var line = add($"{taken.Key}.registers", null, "");
            add(
                $"{key}.registers",
                $"{Hex(block.First)} to {Hex(block.Last)} overlaps the registers of `{taken.Name}`, {Hex(taken.First)} to {Hex(taken.Last)} (line {line})",
                $"a free range, such as {Hex(Free(length, step))}"
            );
        }

        blocks.Add(block);
        for (var i = 0; i < device.Count; i++)
            instances.Add(new DeviceInstance(NameOf(device, i), i, start + (i * step), length, device));
    }

    /// <summary>An address above all that is taken so far.</summary>
    private long Free(long length, long step)
    {
        var end = blocks.Max(block => block.Last) + 1;
        var alignment = Math.Max(0x1000, step);
        var next = (end + alignment - 1) / alignment * alignment;
        return Math.Min(next, DeviceSection.HighestAddress - length);
    }

    private sealed record Block(long First, long Last, string Key, string Name);
}
