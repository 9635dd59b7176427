using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Framework.Tests.DriverHost;

/// <summary>A driver whose entry points a test writes: every open runs the next script.</summary>
internal sealed partial class ScriptDriver : BlockDriver
{
    public ScriptDriver(DevInfo dip)
        : base(dip)
    {
        Instance = dip.Instance;
        Mu = Mutex("mu", dip.InterruptPriority);
    }

    public ContextHost Instance { get; }

    public Queue<Func<DdiTask>> Scripts { get; } = new();

    [SoftState]
    public partial Func<Buf, DdiTask>? OnStrategy { get; set; }

    [SoftState]
    public partial Func<DdiTask<DdiResult>>? OnSuspend { get; set; }

    [SoftState]
    public partial Func<DdiTask<DdiResult>>? OnResume { get; set; }

    public KMutex Mu { get; }

    public new DdiFunctions Ddi => base.Ddi;

    public new DmaFunctions Dma => base.Dma;

    public new DevInfo Dip => base.Dip;

    /// <summary>A device that reaches everything.</summary>
    public static DmaAttributes Anywhere { get; } = new()
    {
        AddrHi = ulong.MaxValue,
        CountMax = 0xFFFF,
        Align = 1,
        MinXfer = 1,
        MaxXfer = 0x10_0000,
        Seg = 0xFFFF_FFFF,
        SgLen = 17,
        Granular = 1,
        BurstSizes = 0x7F,
    };

    /// <summary>A device that reaches 16 MiB, where none of the memory of the tests is.</summary>
    public static DmaAttributes Low { get; } = Anywhere with { AddrHi = 0xFF_FFFF };

    [SoftState]
    public partial int Shared { get; set; }

    [SoftState]
    public partial int Other { get; set; }

    public static DmaCallback Callback(Func<DdiTask<CallbackStatus>> function) => new(_ => function());

    public async DdiTask<DmaHandle> Handle(DmaAttributes? attributes = null)
    {
        var result = await Dma.AllocHandle(attributes ?? Anywhere, DmaCallback.DontWait);
        Assert.Equal(DmaAlloc.Success, result.Status);
        return result.Handle!;
    }

    public async DdiTask<DmaBind> Bind(DmaHandle handle, DmaCallback? callback = null, KernelMemory? memory = null)
    {
        var result = await Dma.AddrBindHandle(handle, memory ?? Ddi.KmemAlloc(4096)!, 4096, DmaFlags.RdWr, callback ?? DmaCallback.DontWait);
        return result.Status;
    }

    public override DdiTask<DdiResult> Attach() => new(DdiResult.Success);

    public override DdiTask<DdiResult> Suspend() => OnSuspend is { } script ? script() : base.Suspend();

    public override DdiTask<DdiResult> Resume() => OnResume is { } script ? script() : base.Resume();

    public override async DdiTask<Errno> Open()
    {
        await Scripts.Dequeue()();
        return Errno.None;
    }

    public override DdiTask Strategy(Buf bp) => OnStrategy is { } script ? script(bp) : DdiTask.Completed;
}
