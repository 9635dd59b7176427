using Microsoft.CodeAnalysis;

namespace DmaActors.Generators.Text;

/// <summary>A diagnostic as a value: what is wrong, where, with which words.</summary>
internal sealed record Problem(DiagnosticDescriptor Rule, SourcePlace? Place, EquatableArray<string> Words)
{
    public static Problem At(DiagnosticDescriptor rule, Location? location, params string[] words) =>
        new(rule, SourcePlace.Of(location), new EquatableArray<string>(words));

    public void Report(SourceProductionContext context)
    {
        var words = new object[Words.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = Words[i];
        context.ReportDiagnostic(Diagnostic.Create(Rule, Place?.ToLocation() ?? Location.None, words));
    }
}
