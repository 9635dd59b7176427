using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Memory;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>ddi_dma_alloc_handle(9F).</summary>
internal sealed partial record AllocHandle(
    [property: NotDigested] DriverInstance Instance, int Ordinal, [property: NotDigested] DmaAttributes? Attributes, DmaCallback Callback, [property: NotDigested] object? Argument)
    : Message, IResourceRequest;

/// <summary>ddi_dma_free_handle(9F).</summary>
internal sealed partial record FreeHandle(DmaHandle Handle) : Message;

/// <summary>ddi_dma_buf_bind_handle(9F) and ddi_dma_addr_bind_handle(9F).</summary>
internal sealed partial record Bind(
    DmaHandle Handle,
    [property: NotDigested] MemoryObject Memory,
    [property: NotDigested] Buf? Buf,
    uint Length,
    DmaFlags Flags,
    DmaCallback Callback,
    [property: NotDigested] object? Argument,
    [property: NotDigested] KernelMemory? KernelMemory,
    [property: NotDigested] UserMemory? UserMemory = null) : Message, IResourceRequest
{
    /// <summary>The user's memory that it is; null: it is the kernel's.</summary>
    public UserRange? User =>
        Buf is { UserMemory: { } memory } ? new UserRange(memory, Buf.UserOffset, Length) : UserMemory is null ? null : new UserRange(UserMemory, 0, Length);

    DriverInstance IResourceRequest.Instance => Handle.Instance;

    CallbackRequest IResourceRequest.RegisteredBy(ActorRef caller) => new(caller, Handle.Instance, Callback, Argument, Handle, Buf);
}

/// <summary>ddi_dma_unbind_handle(9F).</summary>
internal sealed partial record Unbind(DmaHandle Handle) : Message;

/// <summary>ddi_dma_mem_alloc(9F).</summary>
internal sealed partial record AllocMemory(
    DmaHandle Handle,
    uint Length,
    [property: NotDigested] DeviceAccAttr Access,
    DmaFlags Flags,
    DmaCallback Callback,
    [property: NotDigested] object? Argument) : Message, IResourceRequest
{
    DriverInstance IResourceRequest.Instance => Handle.Instance;

    CallbackRequest IResourceRequest.RegisteredBy(ActorRef caller) => new(caller, Handle.Instance, Callback, Argument, Handle, null);
}

/// <summary>ddi_dma_mem_free(9F).</summary>
internal sealed partial record FreeMemory([property: NotDigested] DriverInstance Instance, [property: NotDigested] KernelMemory Memory) : Message;

/// <summary>ddi_dma_getwin(9F).</summary>
internal sealed partial record GetWindow(DmaHandle Handle, int Window) : Message;

/// <summary>ddi_dma_sync(9F).</summary>
internal sealed partial record SyncHandle(DmaHandle Handle, ulong Offset, ulong Length, DmaSyncType Type) : Message;

/// <summary>ddi_dma_set_sbus64(9F).</summary>
internal sealed partial record SetSBus64(DmaHandle Handle, uint BurstSizes) : Message;

/// <summary>The nexus to itself (<c>ddi.bind: split</c>): the allocation has failed, the registration is a step of its own.</summary>
internal sealed partial record Register(ActorRef Caller, ListId List, [property: NotDigested] Message Request) : Message;
