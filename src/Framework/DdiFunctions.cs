using DmaActors.Framework.Block;
using DmaActors.Framework.Registers;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>The DDI without DMA, as a driver calls it: registers, interrupts, time, memory, block I/O.</summary>
public sealed partial class DdiFunctions
{
    private static readonly TimerName DelayTimer = new("delay");
    private static readonly TimerName SpinTimer = new("drv_usecwait");

    private readonly DriverInstance instance;

    internal DdiFunctions(DriverInstance instance) => this.instance = instance;

    /// <summary>ddi_regs_map_setup(9F): access to the registers of the device.</summary>
    /// <param name="access">The order of its bytes, and what becomes of accesses that fail; null: as the processor has them, and nobody notices.</param>
    public AccessHandle RegsMapSetup(DeviceAccAttr? access = null)
    {
        var mapper = instance.Running("ddi_regs_map_setup");
        var handle = new RegisterAccess(instance, instance.Slot.Device, instance.Machine.Bus.Timing, access ?? new DeviceAccAttr()) { MappedBy = mapper.LastingName };
        instance.Rules.RegistersMapped(instance, mapped: true);
        return handle;
    }

    /// <summary>
    /// ddi_check_acc_handle(9F): FAILURE if an access of the instance to a register has failed (no such register, or no power) since this handle was mapped with
    /// DDI_FLAGERR_ACC; otherwise SUCCESS. A put is on its way until a get has come back. Memory never fails.
    /// </summary>
    public DdiResult CheckAccHandle(AccessHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return handle.IsFaulty("ddi_check_acc_handle") ? DdiResult.Failure : DdiResult.Success;
    }

    /// <summary>ddi_slaveonly(9F): SUCCESS when the device sits in a slot in which DMA is not possible, FAILURE when it is.</summary>
    public DdiResult SlaveOnly()
    {
        instance.Running("ddi_slaveonly");
        return instance.Slot.IsSlaveOnly ? DdiResult.Success : DdiResult.Failure;
    }

    /// <summary>ddi_regs_map_free(9F).</summary>
    public void RegsMapFree(AccessHandle handle)
    {
        if (handle is MemoryAccess { Memory: var memory })
        {
            memory.Misused("ddi_regs_map_free", $"gave ddi_regs_map_free the access handle of {memory.Description}, which is for ddi_dma_mem_free");
            return;
        }

        if (((RegisterAccess)handle).Unmap())
            instance.Rules.RegistersMapped(instance, mapped: false);
    }

    /// <summary>timeout(9F): runs the handler once, after the delay, in a context that may not block.</summary>
    /// <param name="name">What it is for: scenarios name it.</param>
    /// <param name="handler">What runs.</param>
    /// <param name="delay">After how long.</param>
    public TimeoutId Timeout(TimerName name, Func<DdiTask> handler, VirtualDuration delay) => instance.StartTimeout(name, handler, delay);

    /// <summary>
    /// untimeout(9F): cancels a timeout. When it comes too late it waits until the handler has ended, so never hold a mutex that the handler takes. From the handler
    /// itself it says "too late" at once.
    /// </summary>
    public ContextCall<UntimeoutResult> Untimeout(TimeoutId id) => instance.CancelTimeout(id);

    /// <summary>delay(9F): sleeps. Not in interrupts and callbacks.</summary>
    public ContextDelay Delay(VirtualDuration duration) => new(instance, DelayTimer, duration, blocks: true);

    /// <summary>drv_usecwait(9F): spins, at most 10 microseconds in good drivers.</summary>
    public ContextDelay USecWait(long microseconds) => new(instance, SpinTimer, VirtualDuration.FromMicroseconds(microseconds), blocks: false);

    /// <summary>kmem_alloc(9F) with KM_NOSLEEP: null when there are no page frames.</summary>
    public KernelMemory? KmemAlloc(uint length) => instance.AllocateMemory(length);

    /// <summary>kmem_free(9F).</summary>
    public void KmemFree(KernelMemory memory) => instance.FreeMemory(memory);

    /// <summary>bp_copyin(9F): the processor copies data of a buf into memory of the driver's.</summary>
    /// <param name="bp">From where.</param>
    /// <param name="memory">To where: to its start.</param>
    /// <param name="offset">The first byte of the buf's data.</param>
    /// <param name="size">Bytes.</param>
    public void BpCopyIn(Buf bp, KernelMemory memory, uint offset, uint size)
    {
        if (DataOf(bp, offset, size, "bp_copyin") is not { } source)
            return;
        var data = new byte[size];
        source.Read(offset, data);
        memory.Write(0, data);
    }

    /// <summary>bp_copyout(9F): the processor copies from memory of the driver's into the data of a buf.</summary>
    /// <param name="memory">From where: from its start.</param>
    /// <param name="bp">To where.</param>
    /// <param name="offset">The first byte of the buf's data.</param>
    /// <param name="size">Bytes.</param>
    public void BpCopyOut(KernelMemory memory, Buf bp, uint offset, uint size)
    {
        if (DataOf(bp, offset, size, "bp_copyout") is not { } destination)
            return;
        var data = new byte[size];
        memory.Read(0, data);
        destination.Write(offset, data);
        instance.AddToDigest(data);
    }

    /// <summary>The data of a buf; null, and a finding, where some of the bytes are none of it.</summary>
    private MemoryObject? DataOf(Buf bp, uint offset, uint size, string call)
    {
        var data = instance.DataOf(bp, call);
        if ((ulong)offset + size <= data.Length)
            return data;
        instance.Misused(bp, call, $"has {data.Length} bytes, and {size} at offset {offset} were asked for");
        return null;
    }

    /// <summary>bioerror(9F): the request failed; biodone still has to follow.</summary>
    public void BioError(Buf bp, Errno error)
    {
        instance.RunningBelowLockLevel("bioerror");
        bp.SetError(error);
    }

    /// <summary>
    /// biodone(9F): the request is complete. With <see cref="Buf.IoDone"/> it only calls that, here and now, with the locks that are held: the routine has the buf then, and
    /// completes it by clearing <see cref="Buf.IoDone"/> and calling this again, if anybody waits for it. Otherwise the block layer is told. The buf is no longer the driver's.
    /// </summary>
    public DdiTask BioDone(Buf bp) => instance.Complete(bp);

    /// <summary>getrbuf(9F): a request of the driver's own, for <see cref="BdevStrategy"/>. It ends in <see cref="BioWait"/> or in <see cref="Buf.IoDone"/>.</summary>
    /// <param name="memory">Its data.</param>
    /// <param name="byteCount">b_bcount: at most the length of the memory.</param>
    /// <param name="blockNumber">b_lblkno.</param>
    /// <param name="flags">B_READ or B_WRITE.</param>
    public Buf GetRBuf(KernelMemory memory, uint byteCount, long blockNumber, BufFlags flags) => instance.MakeBuf(memory, byteCount, blockNumber, flags);

    /// <summary>bioreset(9F): a request that is complete can be issued again. <see cref="Buf.IoDone"/> is cleared.</summary>
    public void BioReset(Buf bp)
    {
        instance.Running("bioreset");
        instance.ResetBuf(bp);
    }

    /// <summary>freerbuf(9F): not while the request is under way.</summary>
    public void FreeRBuf(Buf bp)
    {
        instance.Running("freerbuf");
        instance.FreeBuf(bp);
    }

    /// <summary>bdev_strategy(9F) on the driver's own device: its strategy(9E) is called here and now, in this context, also out of <see cref="Buf.IoDone"/>.</summary>
    public DdiTask BdevStrategy(Buf bp) => instance.CallStrategy(bp);

    /// <summary>biowait(9F): waits until the request is complete. Not in interrupts and callbacks.</summary>
    public MappedCall<BufOutcome, Errno, OutcomeError> BioWait(Buf bp)
    {
        instance.RunningWhereItMayBlock("biowait");
        bp.IsAwaited = true;
        return new(new ContextCall<BufOutcome>(instance, instance.Machine.BlockLayer, new WaitForBuf(bp)));
    }

    /// <summary>b_error.</summary>
    public readonly struct OutcomeError : IReplyMap<BufOutcome, Errno>
    {
        public static Errno Map(BufOutcome reply) => reply.Error;
    }
}
