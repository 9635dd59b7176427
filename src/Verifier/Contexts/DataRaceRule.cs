namespace DmaActors.Verifier.Contexts;

/// <summary>Two accesses to soft state, at least one a write, that no message, lock or condition variable orders.</summary>
internal sealed class DataRaceRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA021",
        "data race",
        "Writing Device Drivers, chapter 3, Multithreading: data that several threads use are protected by a lock",
        "access the member under one mutex everywhere");

    public override RuleInfo Info => Text;

    protected override void OnDataRace(DataRace race) => Report(
        race.SecondContext,
        $"{race.SecondContext} {Verb(race.SecondIsWrite)} {race.Instance}.{race.Member}, which {race.FirstContext} {Verb(race.FirstIsWrite)}: no lock and no message orders the two");

    private static string Verb(bool isWrite) => isWrite ? "wrote" : "read";
}
