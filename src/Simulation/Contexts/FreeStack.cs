namespace DmaActors.Simulation.Contexts;

/// <summary>
/// Objects to be used again, the last one first. What is taken keeps its place in the array: mostly the same one comes back to it, and to store a reference costs more
/// than to look whether it is there already.
/// </summary>
internal struct FreeStack<T>
    where T : class
{
    private Place[] places = [];
    private int count;

    public FreeStack()
    {
    }

    /// <returns>Null when there is none.</returns>
    public T? Pop() => count == 0 ? null : places[--count].Item;

    public void Push(T item)
    {
        if (count == places.Length)
            Array.Resize(ref places, Math.Max(4, count * 2));
        ref var place = ref places[count++];
        if (place.Item != item)
            place.Item = item;
    }

    /// <summary>An array of the objects themselves would check the type of each that is stored.</summary>
    private struct Place
    {
        public T? Item;
    }
}
