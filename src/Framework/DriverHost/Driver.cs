namespace DmaActors.Framework;

/// <summary>
/// A device driver. One object drives one instance and is made anew for every run: the constructor is its only initialisation. Entry points run as contexts; what
/// they share is declared with <see cref="SoftStateAttribute"/> and protected by mutexes.
/// </summary>
public abstract class Driver : SoftStateOwner
{
    protected Driver(DevInfo dip)
    {
        Dip = dip;
        Belongs(dip.Instance);
        Ddi = new DdiFunctions(dip.Instance);
        Dma = new DmaFunctions(dip.Instance);
    }

    /// <summary>The instance that this object drives.</summary>
    protected DevInfo Dip { get; }

    /// <summary>The DDI without DMA: registers, interrupts, time, block I/O.</summary>
    protected DdiFunctions Ddi { get; }

    /// <summary>The DMA functions of the DDI (manual, chapter 9).</summary>
    protected DmaFunctions Dma { get; }

    /// <summary>attach(9E): map registers, add the interrupt handler, allocate handles.</summary>
    public abstract DdiTask<DdiResult> Attach();

    /// <summary>detach(9E): leave nothing behind that can run into the driver, or return FAILURE and go on working.</summary>
    public virtual DdiTask<DdiResult> Detach() => new(DdiResult.Success);

    /// <summary>
    /// detach(9E) with DDI_SUSPEND: the power is about to go. The device may be open. SUCCESS: no transfer, timeout or thread is left, requests wait in the driver's queue, and what
    /// <see cref="Resume"/> needs is saved. FAILURE, unless overridden: the instance goes on working, and the system is not suspended.
    /// </summary>
    public virtual DdiTask<DdiResult> Suspend() => new(DdiResult.Failure);

    /// <summary>attach(9E) with DDI_RESUME, after <see cref="Suspend"/> returned SUCCESS: the device may have lost its registers. Program it anew and go on with what waits.</summary>
    public virtual DdiTask<DdiResult> Resume() => new(DdiResult.Failure);

    /// <summary>open(9E).</summary>
    public virtual DdiTask<Errno> Open() => new(Errno.None);

    /// <summary>close(9E).</summary>
    public virtual DdiTask<Errno> Close() => new(Errno.None);

    /// <summary>read(9E) of a character device: data go to the user. nodev(9F) unless overridden.</summary>
    public virtual DdiTask<Errno> Read(Uio uio) => new(Errno.ENXIO);

    /// <summary>write(9E) of a character device: data come from the user. nodev(9F) unless overridden.</summary>
    public virtual DdiTask<Errno> Write(Uio uio) => new(Errno.ENXIO);

    /// <summary>The name of the instance, as traces have it.</summary>
    public override string ToString() => Dip.Name;

    /// <summary>mutex_init(9F).</summary>
    /// <param name="name">Its name in traces and findings.</param>
    /// <param name="priority">The priority of the interrupt that shares it; 0 for none.</param>
    protected KMutex Mutex(string name, int priority = 0) => new(Dip.Instance, name, priority);

    /// <summary>cv_init(9F).</summary>
    protected KCondvar Condvar(string name) => new(Dip.Instance, name);

    /// <summary>sema_init(9F).</summary>
    protected KSema Sema(string name, int count) => new(Dip.Instance, name, count);

    /// <summary>A queue in soft state: what contexts do with it is observed.</summary>
    /// <param name="name">Its name in findings and reports.</param>
    protected SoftQueue<T> Queue<T>(string name) => new(Dip.Instance, name);
}

/// <summary>A driver of a block device.</summary>
public abstract class BlockDriver(DevInfo dip) : Driver(dip)
{
    /// <summary>strategy(9E): start or queue the request; it ends with <see cref="DdiFunctions.BioDone"/>, exactly once.</summary>
    public abstract DdiTask Strategy(Buf bp);
}
