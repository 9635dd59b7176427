using DmaActors.Framework.DriverHost;
using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Framework.Tests.DriverHost;

/// <summary>Members of a driver that its contexts may share without anybody seeing it.</summary>
public sealed class UndeclaredStateTests
{
    [Theory]
    [InlineData(typeof(Declares), null)]
    [InlineData(typeof(Assigns), "Assigns.count")]
    [InlineData(typeof(HoldsAList), "HoldsAList.held")]
    [InlineData(typeof(DeclaresAList), "DeclaresAList.Recent (what is in it)")]
    [InlineData(typeof(DeclaresAnArray), "DeclaresAnArray.Slots (what is in it)")]
    [InlineData(typeof(DeclaresWhatHoldsAList), "DeclaresWhatHoldsAList.Box (what is in it)")]
    [InlineData(typeof(DeclaresWhatCanBeAssigned), "DeclaresWhatCanBeAssigned.Box (what is in it)")]
    [InlineData(typeof(DeclaresWhatIsAssignedInside), "DeclaresWhatIsAssignedInside.Box (what is in it)")]
    [InlineData(typeof(HasSettings), null)]
    [InlineData(typeof(HoldsOthersSettings), "HoldsOthersSettings.settings")]
    [InlineData(typeof(DerivesFromOne), "DeclaresAList.Recent (what is in it)")]
    public void The_first_is_named(Type driver, string? member) => Assert.Equal(member, UndeclaredState.Of(driver));
}

internal abstract class QuietDriver(DevInfo dip) : BlockDriver(dip)
{
    public override DdiTask<DdiResult> Attach() => new(DdiResult.Success);

    public override DdiTask<DdiResult> Detach() => new(DdiResult.Success);

    public override DdiTask Strategy(Buf bp) => default;
}

/// <summary>Values, texts, what the framework has made, and objects of which nothing can be changed.</summary>
internal sealed partial class Declares(DevInfo dip) : QuietDriver(dip)
{
    private readonly string name = "driver";

    [SoftState]
    private partial int Count { get; set; }

    [SoftState]
    private partial string? Name { get; set; }

    [SoftState]
    private partial Buf? Current { get; set; }

    [SoftState]
    private partial Func<int>? Later { get; set; }

    [SoftState]
    private partial Chain? Chain { get; set; }

    [SoftState]
    private partial IReadOnlyList<Buf>? Known { get; set; }

    public override string ToString() => name;
}

#pragma warning disable DMA0001 // That is what is to be found.
internal sealed class Assigns(DevInfo dip) : QuietDriver(dip)
{
    private int count;

    public override string ToString() => $"{count++}";
}
#pragma warning restore DMA0001

internal sealed class HoldsAList(DevInfo dip) : QuietDriver(dip)
{
    private readonly List<Buf> held = [];

    public override string ToString() => $"{held.Count}";
}

internal partial class DeclaresAList(DevInfo dip) : QuietDriver(dip)
{
    [SoftState]
    private partial List<Buf>? Recent { get; set; }
}

internal sealed class DerivesFromOne(DevInfo dip) : DeclaresAList(dip);

internal sealed partial class DeclaresAnArray(DevInfo dip) : QuietDriver(dip)
{
    [SoftState]
    private partial int[]? Slots { get; set; }
}

internal sealed partial class DeclaresWhatHoldsAList(DevInfo dip) : QuietDriver(dip)
{
    [SoftState]
    private partial ListHolder? Box { get; set; }
}

internal sealed partial class DeclaresWhatCanBeAssigned(DevInfo dip) : QuietDriver(dip)
{
    [SoftState]
    private partial Assignable? Box { get; set; }
}

internal sealed partial class DeclaresWhatIsAssignedInside(DevInfo dip) : QuietDriver(dip)
{
    [SoftState]
    private partial PrivateCounter? Box { get; set; }
}

/// <summary>What all instances share and none may write is no state of one.</summary>
[Driver("has-settings", "reads its settings", Settings = typeof(DerivedSettings))]
internal sealed class HasSettings(DevInfo dip, Assignable settings) : QuietDriver(dip)
{
    public override string ToString() => $"{settings.Value}";
}

[Driver("holds-others-settings", "holds what it could write")]
internal sealed class HoldsOthersSettings(DevInfo dip, Assignable settings) : QuietDriver(dip)
{
    public override string ToString() => $"{settings.Value}";
}

internal sealed class DerivedSettings : Assignable;

/// <summary>Unchangeable, and refers to its own kind.</summary>
internal sealed record Chain(int Value, Chain? Next);

internal sealed class ListHolder
{
    private readonly List<int> items = [];

    public void Add(int item) => items.Add(item);
}

internal class Assignable
{
    public int Value { get; set; }
}

internal sealed class PrivateCounter
{
    private int Value { get; set; }

    public void Count() => Value++;
}
