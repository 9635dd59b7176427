using System.ComponentModel;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>One of a few names: the members of an enum in kebab case, or as their <see cref="EnumMemberAttribute"/> says.</summary>
internal sealed class ChoiceKind : ScalarKind
{
    private readonly List<(string Name, object Value, string? Description)> members = [];

    public ChoiceKind(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => field.MetadataToken))
        {
            var name = field.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? Kebab(field.Name);
            members.Add((name, field.GetValue(null)!, field.GetCustomAttribute<DescriptionAttribute>()?.Description));
        }
    }

    public override string Expected =>
        members.Count == 1 ? members[0].Name : string.Join(", ", members.SkipLast(1).Select(member => member.Name)) + " or " + members[^1].Name;

    /// <summary>What each name means, for the schema.</summary>
    public string? Explanation
    {
        get
        {
            var told = members.Where(member => member.Description is not null).Select(member => $"{member.Name}: {member.Description}");
            var text = string.Join("; ", told);
            return text.Length == 0 ? null : text;
        }
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. members.Select(member => AsJson(member.Name))]) };

    public override string Write(object value) => members.First(member => member.Value.Equals(value)).Name;

    public override JsonNode? Default(object value) => AsJson(Write(value));

    public override (object? Value, Problem? Problem) Read(ScalarNode node)
    {
        foreach (var (name, value, _) in members)
        {
            if (name != node.Text)
                continue;
            return node.Plain || !IsNumber(name) ? (value, null) : Bad($"{Quote.Short(name)} is a text, because of its quotes", $"{name} without quotes");
        }

        return Bad($"{Quote.Short(node.Text)} is none of the choices", Spelling.Hint(node.Text, members.Select(member => member.Name)) + Expected);
    }

    private static JsonNode? AsJson(string name) =>
        IsNumber(name) ? JsonValue.Create(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)) : JsonValue.Create(name);

    private static bool IsNumber(string name) => name.All(char.IsAsciiDigit);

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
