using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation;

/// <content>What holds between steps.</content>
public sealed partial class World
{
    /// <summary>Checks what must hold between two steps. Its cost grows with all that is under way, so it runs where correctness counts more than speed.</summary>
    /// <exception cref="SimulationFaultException">Something does not hold.</exception>
    public void AssertInvariants()
    {
        AssertThat(!isRunning, "no turn is open");
        var previous = long.MinValue;
        foreach (var step in enabled.Steps)
        {
            var channel = step.Channel;
            AssertThat(channel is { IsEnabled: true, Head: not null } && channel.Epoch == epoch, "what is enabled has a head of this run");
            AssertThat(channel.Sequence >= previous, "the enabled steps are in order of age");
            AssertThat(!Options.Timed || channel.Due <= now, "what is enabled in timed mode is due");
            AssertThat(channel.HeapPosition < 0 || channel.IsTimer, "what is enabled is not pending");
            AssertThat(channel.Guard is null || (channel.Guard.IsOpen(channel) && channel.Guard.Members.Contains(channel)), "what is enabled has an open guard");
            previous = channel.Sequence;
        }

        pending.AssertInvariants();
        foreach (var channel in pending.Items)
            AssertThat(channel is { IsEnabled: false, Head: not null } && channel.Epoch == epoch && channel.Due > now, "what is pending has a head that is not due");
        timers.AssertInvariants();
        foreach (var context in LiveContexts)
            context.AssertInvariants();
    }

    internal static void AssertThat(bool condition, string invariant)
    {
        if (!condition)
            throw new SimulationFaultException($"Not true any more: {invariant}.");
    }
}
