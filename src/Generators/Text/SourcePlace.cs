using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DmaActors.Generators.Text;

/// <summary>A place in source, equal by value and without the syntax tree, which a cached model must not keep alive.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourcePlace? Of(Location? location) =>
        location is { SourceTree: { } tree } ? new SourcePlace(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
