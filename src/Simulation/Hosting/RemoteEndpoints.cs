namespace DmaActors.Simulation.Hosting;

/// <summary>
/// The senders of other worlds, each represented by a cell of this one, so that here as everywhere a channel joins two endpoints. By name: of contexts there are ever new ones, and
/// a cell whose messages have all been delivered stands for the next.
/// </summary>
internal sealed class RemoteEndpoints(World world)
{
    /// <summary>So few are not worth a look.</summary>
    private const int Fewest = 8;

    private readonly Dictionary<ulong, Cell> byName = [];

    /// <summary>All cells in use, in the order in which they are looked at for another use.</summary>
    private readonly Queue<Cell> rota = new();

    public Cell Represent(ActorRef home, NameSource name)
    {
        if (byName.TryGetValue(home.NameDigest, out var known))
            return known;
        var cell = Free() ?? world.NewCell(new RemoteName());
        cell.Represent(home, name);
        byName.Add(home.NameDigest, cell);
        rota.Enqueue(cell);
        return cell;
    }

    /// <summary>The cell of a sender, if it has ever sent anything and is not forgotten.</summary>
    public Cell? Find(ActorRef home) => byName.GetValueOrDefault(home.NameDigest);

    /// <summary>The oldest, if it has nothing under way. What still has comes round again later.</summary>
    private Cell? Free()
    {
        if (rota.Count < Fewest)
            return null;
        var oldest = rota.Dequeue();
        if (oldest != world.CurrentSenderCell && oldest.TryRelease(world.Epoch))
        {
            byName.Remove(oldest.NameDigest);
            return oldest;
        }

        rota.Enqueue(oldest);
        return null;
    }
}
