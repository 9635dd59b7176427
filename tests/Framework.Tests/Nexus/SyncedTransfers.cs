using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>
/// One binding and what device and processor do with it at random, each access with the sync that the manual asks for. What each of them sees is compared with a
/// plain array.
/// </summary>
internal sealed class SyncedTransfers(Bench bench, Dice dice, Dictionary<string, int> seen) : IDataPort
{
    private const int Page = 8192;
    private const int MostBytes = 3 * Page;
    private const int MostSteps = 8;

    private static readonly DmaAttributes FewCookies = ScriptDriver.Anywhere with { CountMax = uint.MaxValue, SgLen = 2, Seg = (2 * Page) - 1, Granular = 512 };

    private readonly byte[] scratch = new byte[MostBytes];
    private byte[] model = [];
    private DmaHandle handle = null!;
    private KernelMemory memory = null!;
    private DmaFlags direction;

    // Where the device's port is in what it reads or writes.
    private int portPosition;

    private bool DeviceReads => (direction & DmaFlags.Write) != DmaFlags.None;

    private bool DeviceWrites => (direction & DmaFlags.Read) != DmaFlags.None;

    private DmaWindow Window => handle.Mapping.Window;

    public async DdiTask Run()
    {
        model = new byte[dice.Between(1, MostBytes)];
        Draw(model);
        memory = bench.Driver.Ddi.KmemAlloc((uint)model.Length)!;
        memory.Write(0, model);
        var reach = dice.Of(ScriptDriver.Anywhere.AddrHi, ScriptDriver.Low.AddrHi);
        handle = await bench.Driver.Handle(bench.Bus.Iommu is null ? FewCookies with { AddrHi = reach } : FewCookies);
        direction = dice.Of(DmaFlags.Read, DmaFlags.Write, DmaFlags.RdWr);
        var flags = direction | dice.Of(DmaFlags.None, DmaFlags.Consistent) | DmaFlags.Partial;
        var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, (uint)model.Length, flags, DmaCallback.DontWait);
        Note(bind.Status.ToString());
        if (handle.Mapping.IsBound)
        {
            await Visit();
            for (var step = dice.Between(0, MostSteps); step > 0; step--)
                await Step();
            Assert.Equal(DdiResult.Success, (await bench.Driver.Dma.UnbindHandle(handle)).Status);
        }

        Compare(0, model.Length, "after the unbind");
        bench.Driver.Ddi.KmemFree(memory);
        await bench.Driver.Dma.FreeHandle(handle);
    }

    void IDataPort.Supply(Span<byte> destination)
    {
        Draw(destination);
        destination.CopyTo(model.AsSpan(portPosition));
        portPosition += destination.Length;
    }

    void IDataPort.Accept(ReadOnlySpan<byte> source)
    {
        Assert.True(source.SequenceEqual(model.AsSpan(portPosition, source.Length)), $"The device read something else at {portPosition} of {model.Length}, {direction}.");
        portPosition += source.Length;
    }

    private async DdiTask Step()
    {
        var window = Window;
        var first = (int)window.Offset + dice.Between(0, (int)window.Length - 1);
        var length = dice.Between(1, (int)(window.Offset + window.Length) - first);
        switch (dice.Between(0, 3))
        {
            case 0 when DeviceReads:
                Device(first, length, writes: false);
                Note("device read");
                break;
            case 1 when DeviceWrites:
                await DeviceWrite(first, length);
                break;
            case 2 when DeviceReads:
                Draw(model.AsSpan(first, length));
                memory.Write((uint)first, model.AsSpan(first, length));
                await Sync(first, length, DmaSyncType.ForDev);
                Note("processor wrote");
                break;
            default:
                var index = dice.Between(0, handle.Mapping.WindowCount - 1);
                if ((await bench.Driver.Dma.GetWin(handle, index)).Status == DdiResult.Success)
                {
                    Note("moved");
                    Compare((int)window.Offset, (int)window.Length, "in the window that was left");
                    await Visit();
                }

                break;
        }
    }

    /// <summary>Where the device only writes, whoever leaves a window takes over all of it: so the device writes all of it.</summary>
    private DdiTask Visit() => DeviceReads ? DdiTask.Completed : DeviceWrite((int)Window.Offset, (int)Window.Length);

    private async DdiTask DeviceWrite(int first, int length)
    {
        Device(first, length, writes: true);

        // A driver reads a register before it looks at memory, which pushes what the device wrote.
        bench.Instance.Slot.Path.PushWrites(bench.Device.Turn);
        await Sync(first, length, dice.Of(DmaSyncType.ForCpu, DmaSyncType.ForKernel));
        Compare(first, length, "after the device has written");
        Note("device wrote");
    }

    private async DdiTask Sync(int first, int length, DmaSyncType type) =>
        Assert.Equal(DdiResult.Success, (await bench.Driver.Dma.Sync(handle, (ulong)first, (ulong)length, type)).Status);

    /// <summary>The device reaches for a range of the object, as the cookies of the window show it.</summary>
    private void Device(int first, int length, bool writes)
    {
        portPosition = first;
        var at = (int)Window.Offset;
        foreach (var cookie in handle.Mapping.Cookies.ToArray())
        {
            var start = Math.Max(first, at);
            var piece = Math.Min(first + length, at + (int)cookie.Size) - start;
            if (piece > 0 && writes)
                bench.Instance.Slot.Path.Write(bench.Device.Turn, new BusAddress(cookie.LAddress + (ulong)(start - at)), piece, this);
            else if (piece > 0)
                bench.Instance.Slot.Path.Read(bench.Device.Turn, new BusAddress(cookie.LAddress + (ulong)(start - at)), piece, this);
            at += (int)cookie.Size;
        }
    }

    private void Compare(int first, int length, string when)
    {
        var found = scratch.AsSpan(0, length);
        memory.Read((uint)first, found);
        Assert.True(found.SequenceEqual(model.AsSpan(first, length)), $"The processor sees something else at {first} of {model.Length} {when}, {direction}.");
    }

    private void Draw(Span<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            BitConverter.TryWriteBytes(bytes, dice.Next());
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)dice.Between(0, byte.MaxValue);
    }

    private void Note(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
}
