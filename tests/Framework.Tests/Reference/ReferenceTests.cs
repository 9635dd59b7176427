using System.Text.RegularExpressions;

namespace DmaActors.Framework.Tests.Reference;

/// <summary><c>docs/ddi-reference.md</c> has all that a driver can call, and says nothing that is not so.</summary>
public sealed class ReferenceTests
{
    private const string Member = "C#";
    private const string Sample = "Sample";
    private const string Provoked = "Test";

    private static readonly ReferencePage Page = ReferencePage.Read();

    [Fact]
    public void Every_member_of_the_DDI_has_a_row()
    {
        var described = Page.Rows.SelectMany(row => row.CodeIn(Member)).Select(PublicDdi.Resolve).ToHashSet();

        AssertNone(PublicDdi.Members().Distinct().Where(member => !described.Contains(member)));
    }

    [Fact]
    public void Every_name_of_the_manual_stands_in_a_row()
    {
        var manual = string.Join('\n', Page.Rows.Select(row => row.Cells.GetValueOrDefault("Manual", "")));

        AssertNone(ManualNames.All.Where(name => !Regex.IsMatch(manual, $@"(?<!\w){Regex.Escape(name)}(?!\w)")));
    }

    [Fact]
    public void Every_member_that_a_row_names_is_there() =>
        AssertNone(row => row.CodeIn(Member).Where(member => PublicDdi.Resolve(member) is null), "no public member");

    [Fact]
    public void Every_test_that_a_row_names_is_there() =>
        AssertNone(row => row.CodeIn(Provoked).Where(test => !TestSources.Has(test)), "no test");

    [Fact]
    public void Every_sample_that_a_row_names_is_a_file() =>
        AssertNone(row => row.LinksIn(Sample).Where(label => !Page.Links.TryGetValue(label, out var path) || !File.Exists(Repository.Path(path))), "no file");

    [Fact]
    public void Every_sample_driver_of_a_row_uses_the_member()
    {
        AssertNone(
            row => row.LinksIn(Sample).Select(PathOf).FirstOrDefault(path => path.EndsWith(".cs", StringComparison.Ordinal)) is { } driver
                ? row.CodeIn(Member).Where(member => !Uses(driver, member))
                : [],
            "not in the sample");
    }

    [Fact]
    public void Every_member_is_provoked_by_a_test() =>
        AssertNone(row => row.CodeIn(Member).Any() && !row.CodeIn(Provoked).Any() ? row.CodeIn(Member) : [], "no test named");

    private static string PathOf(string label) => Page.Links.GetValueOrDefault(label, "");

    private static bool Uses(string driver, string member) => File.ReadAllText(Repository.Path(driver)).Contains(member.Split('.')[^1], StringComparison.Ordinal);

    private static void AssertNone(Func<ReferenceRow, IEnumerable<string>> wrong, string what) =>
        AssertNone(Page.Rows.SelectMany(row => wrong(row).Select(name => $"line {row.Line}: {name}: {what}")));

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var all = string.Join('\n', wrong);
        Assert.True(all.Length == 0, all);
    }
}
