namespace DmaActors.Exploration.Reduction;

/// <summary>Where in an <see cref="AccessStore"/> a footprint stands, and a coarse picture of it that most comparisons end with.</summary>
/// <param name="First">The first access.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Read">A bit for each group of objects, of which some object is read.</param>
/// <param name="Written">The same, written.</param>
internal readonly record struct Region(int First, int End, ulong Read, ulong Written)
{
    /// <summary>Two footprints that stand side by side, as one.</summary>
    public Region And(in Region next) => new(First, next.End, Read | next.Read, Written | next.Written);

    /// <summary>False: they do not conflict. True: one has to look.</summary>
    public bool MayConflictWith(in Region other) => ((Written & (other.Read | other.Written)) | (Read & other.Written)) != 0;
}
