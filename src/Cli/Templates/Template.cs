using System.Reflection;

namespace DmaActors.Cli.Templates;

/// <summary>A file of <c>templates/</c>, which travels in the program. Names in it: <c>__name__</c>, <c>__Name__</c>, <c>__version__</c>, <c>__packages__</c>, <c>__schema__</c>.</summary>
/// <param name="Path">Below the directory that is made.</param>
/// <param name="Text">What is in it.</param>
internal sealed record Template(string Path, string Text)
{
    private const string SchemaLine = "# yaml-language-server:";

    /// <summary>The files of a kind, with all names filled in.</summary>
    /// <param name="kind">driver, device or scenario.</param>
    /// <param name="names">What stands for each name; one that is null takes the lines with it away.</param>
    public static IReadOnlyList<Template> Fill(string kind, IReadOnlyDictionary<string, string?> names)
    {
        var prefix = $"templates/{kind}/";
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Select(resource => (Resource: resource, Path: resource.Replace('\\', '/')))
                .Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => new Template(Filled(file.Path[prefix.Length..], names), Filled(Read(assembly, file.Resource), names))),
        ];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Filled(string text, IReadOnlyDictionary<string, string?> names)
    {
        foreach (var (name, value) in names)
        {
            text = value is null
                ? string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(SchemaLine, StringComparison.Ordinal) || !line.Contains(name, StringComparison.Ordinal)))
                : text.Replace(name, value, StringComparison.Ordinal);
        }

        return text;
    }
}
