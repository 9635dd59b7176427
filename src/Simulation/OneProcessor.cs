using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// The rule of a machine with one processor: while a context of some level can run, no context below that level runs, nor begins. What runs on no
/// processor (devices, the framework's actors) is not affected.
/// </summary>
internal sealed class OneProcessor
{
    private StepId[] permitted = new StepId[16];
    private int[] positions = new int[16];

    /// <summary>The steps that may be next. Valid until the next call.</summary>
    public ReadOnlySpan<StepId> Permit(ReadOnlySpan<StepId> steps)
    {
        var highest = int.MinValue;
        foreach (var step in steps)
        {
            // An interrupt that is only under way keeps nobody from running: its context has not begun.
            if (step.Channel.To.Actor is TaskContext context)
                highest = Math.Max(highest, context.Level);
        }

        if (permitted.Length < steps.Length)
        {
            permitted = new StepId[2 * steps.Length];
            positions = new int[2 * steps.Length];
        }

        var count = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Channel.To.Actor?.ProcessorLevel(steps[i].Message) < highest)
                continue;
            permitted[count] = steps[i];
            positions[count++] = i;
        }

        return permitted.AsSpan(0, count);
    }

    /// <summary>Where a permitted step stands among all.</summary>
    public int PositionOf(int permittedIndex) => positions[permittedIndex];
}
