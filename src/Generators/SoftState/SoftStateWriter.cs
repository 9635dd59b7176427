using Microsoft.CodeAnalysis.CSharp;

namespace DmaActors.Generators.SoftState;

/// <summary>Writes the soft state of one class.</summary>
internal static class SoftStateWriter
{
    public static string Write(SoftStateClass state) => state.Shell.WriteFile(writer =>
    {
        for (var i = 0; i < state.Properties.Count; i++)
        {
            if (i > 0)
                writer.Line("");
            Write(writer, state.Properties[i]);
        }

        writer.Line("");
        WriteDescription(writer, state.Properties);
    });

    private static void Write(Text.CodeWriter writer, SoftStateProperty property)
    {
        var value = property.HasField ? "field" : $"__softValueOf{property.Name}";
        var cell = $"__softCellOf{property.Name}";
        var name = NameOf(property);

        if (!property.HasField)
            writer.Line($"private {property.Type} {value} = default!;");
        writer.Line($"private global::DmaActors.Simulation.SoftStateCell {cell};");
        writer.Line("");
        Text.TypeShell.MarkGenerated(writer);
        writer.Open($"{property.Modifiers} {property.Type} {name}");

        writer.Open(property.Getter);
        writer.Line($"this.OnSoftRead(ref this.{cell}, \"{property.Name}\");");
        writer.Line($"return {value};");
        writer.Close();

        writer.Open(property.Setter);
        writer.Line($"this.OnSoftWrite(ref this.{cell}, \"{property.Name}\");");
        writer.Line($"{value} = value;");
        writer.Close();

        writer.Close();
    }

    /// <summary>What a report shows: outside a context a getter is no access.</summary>
    private static void WriteDescription(Text.CodeWriter writer, Text.EquatableArray<SoftStateProperty> properties)
    {
        writer.Line("/// <inheritdoc/>");
        Text.TypeShell.MarkGenerated(writer);
        writer.Open("protected override void DescribeSoftState(global::DmaActors.Simulation.StateWriter state)");
        writer.Line("base.DescribeSoftState(state);");
        for (var i = 0; i < properties.Count; i++)
            writer.Line($"state.Write(\"{properties[i].Name}\", this.{NameOf(properties[i])});");
        writer.Close();
    }

    private static string NameOf(SoftStateProperty property) => SyntaxFacts.GetKeywordKind(property.Name) == SyntaxKind.None ? property.Name : $"@{property.Name}";
}
