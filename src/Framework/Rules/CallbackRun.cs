using System.Runtime.InteropServices;
using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Rules;

/// <summary>A callback that a pass calls.</summary>
/// <param name="Context">In which it runs.</param>
/// <param name="Instance">Whose.</param>
/// <param name="Callback">The function.</param>
/// <param name="Argument">What it is called with.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CallbackRun(TaskContext Context, DriverInstance Instance, DmaCallback Callback, object? Argument);
