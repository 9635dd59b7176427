using System.Globalization;
using DmaActors.Generators.Text;

namespace DmaActors.Generators.Messages;

/// <summary>Writes one message's <c>Digest</c>.</summary>
internal static class MessageWriter
{
    public static string Write(TypeShell shell, MessageModel model) => shell.WriteFile(writer =>
    {
        writer.Line("/// <inheritdoc/>");
        TypeShell.MarkGenerated(writer);
        writer.Open("public override void Digest(ref global::DmaActors.Simulation.TraceDigest digest)");
        writer.Line($"digest.Add(0x{NameHash.Of(shell.MetadataName).ToString("X16", CultureInfo.InvariantCulture)}UL); // {shell.MetadataName}");
        if (model.CallsBase)
            writer.Line("base.Digest(ref digest);");
        for (var i = 0; i < model.Members.Count; i++)
            WriteMember(writer, model.Members[i], i);
        writer.Close();
    });

    private static void WriteMember(CodeWriter writer, DigestMember member, int index)
    {
        if (!member.CanBeAbsent)
        {
            writer.Line(Addition(member.Form, member.Access));
            return;
        }

        var value = $"value{index.ToString(CultureInfo.InvariantCulture)}";
        writer.Open($"if ({member.Access} is {{ }} {value})");
        writer.Line("digest.Add(1UL);");
        writer.Line(Addition(member.Form, value));
        writer.Close();
        writer.Open("else");
        writer.Line("digest.Add(0UL);");
        writer.Close();
    }

    private static string Addition(DigestForm form, string value) => form switch
    {
        DigestForm.Signed => $"digest.Add(unchecked((long){value}));",
        DigestForm.Unsigned => $"digest.Add(unchecked((ulong){value}));",
        DigestForm.Boolean => $"digest.Add({value} ? 1UL : 0UL);",
        DigestForm.Text => $"digest.Add({value});",
        DigestForm.Itself => $"{value}.Digest(ref digest);",
        DigestForm.ItselfThroughInterface => $"((global::DmaActors.Simulation.IDigestible){value}).Digest(ref digest);",
        _ => throw new InvalidOperationException($"no text for {form}"),
    };
}
