using System.Runtime.CompilerServices;

namespace DmaActors.Simulation.Contexts;

/// <summary>The results of entry points as numbers: the DDI's enums have the manual's.</summary>
internal static class DdiResultCode
{
    public static int Of<T>(T result) => typeof(T).IsEnum && Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.As<T, int>(ref result) : 0;
}
