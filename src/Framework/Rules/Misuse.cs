namespace DmaActors.Framework.Rules;

/// <summary>What a driver handles as no system allows. A real one panics, or spoils what is somebody else's by now; ours says so and goes on.</summary>
public enum Misuse
{
    /// <summary>Kernel memory: touched, bound or freed after it was freed, beyond its end, or freed by the function of another kind of memory.</summary>
    Memory,

    /// <summary>An access handle of registers: used after ddi_regs_map_free(9F), freed twice, or freed by the function of memory.</summary>
    AccessHandle,

    /// <summary>A buf: given to a function while it is under way, not yet complete, or freed.</summary>
    Buf,

    /// <summary>A call from a context from which it may not be called, whether or not it would sleep.</summary>
    Context,
}
