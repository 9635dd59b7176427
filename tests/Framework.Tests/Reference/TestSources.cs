using System.Text.RegularExpressions;

namespace DmaActors.Framework.Tests.Reference;

/// <summary>The tests of the repository, as their sources have them.</summary>
internal static class TestSources
{
    private static readonly Lazy<ILookup<string, string>> ByClass = new(() => Directory
        .EnumerateFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToLookup(file => Path.GetFileNameWithoutExtension(file)));

    /// <summary>Whether there is a test of this name: <c>Class.Method</c>, one class a file.</summary>
    public static bool Has(string test) =>
        test.Split('.') is [var type, var method] && ByClass.Value[type].Any(file => Test(method).IsMatch(File.ReadAllText(file)));

    // The attributes of a test and its data stand directly above it.
    private static Regex Test(string method) => new($@"^\s*\[(Fact|Theory|Property)[^\n]*\n(\s*\[[^\n]*\n)*\s*public \S+ {Regex.Escape(method)}\(", RegexOptions.Multiline);
}
