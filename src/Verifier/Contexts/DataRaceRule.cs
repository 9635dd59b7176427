namespace DmaActors.Verifier.Contexts;

/// <summary>Two accesses to soft state, at least one a write, that no message, lock or condition variable orders.</summary>
internal sealed class DataRaceRule : Rule
{
    public override RuleInfo Info { get; } = new(
        "DMA021",
        "data race",
        "Writing Device Drivers, chapter 3, Multithreading: data that several threads use are protected by a lock",
        "access the member under one mutex everywhere");

    protected override void OnDataRace(DataRace race) => Report(
        race.SecondContext,
        $"{race.Instance}.{race.Member}: {race.FirstContext} {(race.FirstIsWrite ? "wrote" : "read")} it and {race.SecondContext} {(race.SecondIsWrite ? "wrote" : "read")} it, and nothing orders the two");
}
