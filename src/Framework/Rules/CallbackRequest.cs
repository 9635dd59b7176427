using System.Runtime.InteropServices;
using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Rules;

/// <summary>An allocation or a bind was refused for want of resources, and its callback put on the list.</summary>
/// <param name="Caller">The context that called.</param>
/// <param name="Instance">Whose.</param>
/// <param name="Callback">The function.</param>
/// <param name="Argument">What it will be called with.</param>
/// <param name="Handle">What was to be bound, or memory allocated for; null: a handle or a channel was asked for.</param>
/// <param name="Buf">To what it was to be bound; null when it is no buf.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CallbackRequest(ActorRef Caller, DriverInstance Instance, DmaCallback Callback, object? Argument, DmaHandle? Handle, Buf? Buf);
