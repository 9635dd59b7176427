namespace DmaActors.Framework;

/// <summary>b_flags of a buf (buf(9S)).</summary>
[Flags]
public enum BufFlags
{
    /// <summary>B_WRITE: memory to device.</summary>
    Write = 0,

    /// <summary>B_READ: device to memory.</summary>
    Read = 0x0040,

    /// <summary>B_PHYS: the memory is a user's.</summary>
    Phys = 0x0020,

    /// <summary>B_ASYNC: nobody waits with biowait(9F).</summary>
    Async = 0x0100,

    /// <summary>B_ERROR: the transfer failed, see <see cref="Buf.Error"/>.</summary>
    Error = 0x0004,

    /// <summary>B_DONE: the transfer is complete.</summary>
    Done = 0x0002,

    /// <summary>B_BUSY: in use.</summary>
    Busy = 0x0001,
}
