using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace DmaActors.Lab.Tests.Scenarios;

public sealed class YamlTreeTests
{
    [Fact]
    public void Nodes_know_their_places()
    {
        var root = Assert.IsType<MapNode>(Parse("a: 1\nb:\n  - x\n  - 'y'\nc: { d: e }\n"));
        Assert.Equal(("file", 1, 4), (root["a"]!.Spot.File, root["a"]!.Spot.Line, root["a"]!.Spot.Column));
        var list = Assert.IsType<ListNode>(root["b"]);
        Assert.Equal((3, 3), (list.Spot.Line, list.Spot.Column));
        Assert.Equal([(3, 5, true), (4, 5, false)], list.Items.Cast<ScalarNode>().Select(item => (item.Spot.Line, item.Spot.Column, item.Plain)));
        Assert.Equal((5, 9), (((MapNode)root["c"]!)["d"]!.Spot.Line, ((MapNode)root["c"]!)["d"]!.Spot.Column));
        Assert.Equal(["a", "b", "c"], root.Entries.Select(entry => entry.Key.Text));
    }

    [Fact]
    public void An_alias_stands_for_the_value_of_its_anchor()
    {
        var root = Assert.IsType<MapNode>(Parse("a: &x { b: 1 }\nc: *x\nd: [*x, *x]\n"));
        Assert.Same(root["a"], root["c"]);
        Assert.Equal(2, ((ListNode)root["d"]!).Items.Count);
    }

    [Fact]
    public void Aliases_of_aliases_are_refused_before_anyone_writes_them_out()
    {
        var text =
            "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        var error = Refused(text);
        Assert.Contains("more than 100000 values", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, error.Line);
    }

    [Fact]
    public void Aliases_cannot_make_a_file_deeper_than_it_may_be_written()
    {
        var error = Refused("a0: &a0 x\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n")));
        Assert.Contains("more than 32 levels", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(200_000, false)]
    public void Nesting_has_a_limit(int levels, bool allowed)
    {
        var errors = new List<InputError>();
        var root = YamlTree.Parse("file", new string('[', levels) + new string(']', levels), errors);
        Assert.Equal(allowed, root is not null && errors.Count == 0);
    }

    [Fact]
    public void Any_text_gives_a_tree_or_an_error_and_never_an_exception()
    {
        string[] pieces =
        [
            "a",
            "b: ",
            "- ",
            "\n",
            "  ",
            "\t",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "&x ",
            "*x",
            "!t ",
            "'",
            "\"",
            "#",
            "|",
            ">",
            "? ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "\\",
            "~",
            "0x",
            "<<: ",
            "\r",
            "\0",
            "é",
            "@",
            "\uFEFF",
            "\u0085",
        ];
        var texts = Gen.Elements(pieces).ArrayOf().Select(string.Concat);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(40),
            Prop.ForAll(
                texts.ToArbitrary(),
                text =>
                {
                    var errors = new List<InputError>();
                    var root = YamlTree.Parse("file", text, errors);
                    var lines = text.Split('\n', '\r', '\u0085').Length; // the parser counts as YAML 1.1 did
                    return (root is not null || errors.Count > 0 || IsEmpty(text))
                        && errors.TrueForAll(e => e.Line >= 1 && e.Line <= lines + 1 && e.Column >= 1 && e.Message.Length > 0 && e.Expected.Length > 0);
                }
            )
        );
    }

    /// <summary>Without values a text is neither a tree nor wrong.</summary>
    private static bool IsEmpty(string text) =>
        text.Split('\n', '\r', '\u0085').All(line => line.Split('#')[0].Trim(' ', '\t', '.', '\uFEFF', '\0').Length == 0);

    private static Node? Parse(string text)
    {
        var errors = new List<InputError>();
        var root = YamlTree.Parse("file", text, errors);
        Assert.Empty(errors);
        return root;
    }

    private static InputError Refused(string text)
    {
        var errors = new List<InputError>();
        Assert.Null(YamlTree.Parse("file", text, errors));
        return Assert.Single(errors);
    }
}
