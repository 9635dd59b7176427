using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;

namespace DmaActors.Verifier.Tests.Support;

/// <summary>A disk with the registers of sg-disk that does what no disk should: it loses commands, reaches for other memory, or its model throws.</summary>
[DeviceModel("odd-disk", "a disk that fails", typeof(OddDiskSettings), NeedsMedia = true)]
public sealed class OddDisk : Device
{
    private const int Entries = 32;

    private static readonly RegisterMap<OddDisk> Map = new RegisterMap<OddDisk>()
        .Add(0x00, 8, "CSR", disk => disk.status | (disk.stopping > 0 ? 0x10u : 0), (disk, value) => disk.WriteCsr((uint)value))
        .Add(0x08, 64, "BLOCK", disk => disk.block, (disk, value) => disk.block = value)
        .Add(0x10, 32, "BYTES", disk => disk.bytes, (disk, value) => disk.bytes = (uint)value)
        .Add(0x14, 32, "SGCOUNT", disk => disk.count, (disk, value) => disk.count = (uint)value)
        .AddArray(0x40, 32, 8, Entries, "ADDRESS", (disk, i) => disk.addresses[i], (disk, i, value) => disk.addresses[i] = (uint)value)
        .AddArray(0x44, 32, 8, Entries, "SIZE", (disk, i) => disk.sizes[i], (disk, i, value) => disk.sizes[i] = (uint)value);

    private readonly OddDiskSettings settings;
    private readonly uint[] addresses = new uint[Entries];
    private readonly uint[] sizes = new uint[Entries];
    private uint status;
    private ulong block;
    private uint bytes;
    private uint count;
    private int starts;
    private int transfers;
    private int stopping;

    public OddDisk(DeviceWiring wiring, OddDiskSettings settings)
        : base(wiring, Map)
    {
        this.settings = settings;
        if (settings.Throws == OddMoment.Constructor)
            throw new NotSupportedException("no such revision of the board");
    }

    protected override void OnTransferComplete(TransferComplete completion)
    {
        transfers--;
        if (stopping > 0)
        {
            stopping--;
            return;
        }

        if (transfers > 0)
            return;
        status = (status & ~1u) | 4u;
        Line = (status & 2) != 0;
    }

    private void WriteCsr(uint value)
    {
        if (settings.Throws == OddMoment.Register)
            throw new NotSupportedException("no such bit");
        if ((value & 0x10) != 0)
        {
            if (transfers > stopping)
            {
                StopTransfer();
                stopping = transfers;
            }

            status = 0;
            Line = false;
            return;
        }

        status = (status & ~2u & ~(value & 4)) | (value & 2);
        Line = (status & 6) == 6;
        if ((value & 1) != 0)
            Start((value & 0x20) == 0);
    }

    private void Start(bool toMemory)
    {
        status |= 1;
        if (++starts % settings.LosesEvery == 0)
            return;
        var segments = new List<DmaSegment>();
        for (var i = 0; i < count; i++)
            segments.Add(new DmaSegment(new BusAddress(addresses[i] | settings.StuckLines), (int)sizes[i]));
        transfers++;
        StartTransfer(segments, toMemory, 64, new Port(Media, (long)block * 512, settings.Throws == OddMoment.Transfer));
    }

    private sealed class Port(IMedia media, long position, bool throws) : IDataPort
    {
        private long moved;

        public void Supply(Span<byte> destination)
        {
            if (throws)
                throw new NotSupportedException("no such head");
            media.Read(position + moved, destination);
            moved += destination.Length;
        }

        public void Accept(ReadOnlySpan<byte> source)
        {
            if (throws)
                throw new NotSupportedException("no such head");
            media.Write(position + moved, source);
            moved += source.Length;
        }
    }
}

/// <summary>Settings of <see cref="OddDisk"/>.</summary>
public sealed class OddDiskSettings
{
    [Description("Which commands it loses: every so manieth; 1 is all of them.")]
    [Range(1, int.MaxValue)]
    public int LosesEvery { get; set; } = int.MaxValue;

    [Description("Address lines that are stuck at one.")]
    public uint StuckLines { get; set; }

    [Description("When its model throws.")]
    public OddMoment Throws { get; set; }
}

/// <summary>When the model of a device throws.</summary>
public enum OddMoment
{
    [Description("never")]
    Never,

    [Description("in its constructor")]
    Constructor,

    [Description("at a write of its control register")]
    Register,

    [Description("when data move")]
    Transfer,
}
