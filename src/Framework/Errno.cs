namespace DmaActors.Framework;

/// <summary>Error numbers that drivers and the block layer exchange (Intro(2)).</summary>
public enum Errno
{
    None = 0,
    EIO = 5,
    ENXIO = 6,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EFAULT = 14,
    EBUSY = 16,
    EINVAL = 22,
    ENOSPC = 28,
    EROFS = 30,
    ENOTSUP = 48,
    ETIMEDOUT = 145,
}
