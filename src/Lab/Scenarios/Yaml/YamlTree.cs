using System.Globalization;
using DmaActors.Lab.Inputs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DmaActors.Lab.Scenarios.Yaml;

/// <summary>Builds the tree of one YAML document from the parser's events, with limits on depth and on what aliases expand to.</summary>
internal sealed class YamlTree
{
    /// <summary>Levels of nesting. Our deepest key needs six.</summary>
    public const int DeepestLevel = 32;

    /// <summary>Values after every alias is written out: stops the "billion laughs" file before anyone walks it.</summary>
    public const long MostValues = 100_000;

    private readonly string file;
    private readonly List<InputError> errors;
    private readonly Parser parser;
    private readonly Dictionary<string, Node> anchors = new(StringComparer.Ordinal);
    private readonly string[] lines;
    private int lastTab;
    private Mark last;

    private YamlTree(string file, string text, List<InputError> errors)
    {
        this.file = file;
        this.errors = errors;
        lines = text.Split('\n');
        parser = new Parser(new StringReader(text));
    }

    /// <returns>The root, or null if the document is empty or cannot be read (then an error was added).</returns>
    public static Node? Parse(string file, string text, List<InputError> errors)
    {
        var tree = new YamlTree(file, text, errors);
        try
        {
            return tree.ReadStream();
        }
        catch (UnreadableException e)
        {
            errors.Add(tree.Error(e.Mark, e.Message, e.Expected));
        }
        catch (YamlException e)
        {
            tree.ReportSyntax(e.Start, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // YamlDotNet 16.3 meets some broken texts (a list in brackets that is never closed) with exceptions that carry no position.
            tree.ReportSyntax(tree.last, "what follows here cannot be read as YAML");
        }

        return null;
    }

    private Node? ReadStream()
    {
        Next<StreamStart>();
        if (Next() is StreamEnd)
            return null;
        var root = ReadNode(Next(), 1);
        Next<DocumentEnd>();
        if (Next() is DocumentStart second)
            throw new UnreadableException(second.Start, "a second document begins here", "one document a file: no line with `---` or `...` in it");
        return root;
    }

    private Node ReadNode(ParsingEvent e, int level)
    {
        if (level > DeepestLevel)
            throw new UnreadableException(e.Start, $"more than {DeepestLevel} levels of nesting", "a scenario has at most six");
        if (e is AnchorAlias alias)
            return anchors.TryGetValue(alias.Value.Value, out var target)
                ? target
                : throw new UnreadableException(
                    e.Start,
                    $"there is no finished anchor &{alias.Value.Value} before this alias",
                    "an alias of a value that stands further up"
                );

        if (e is not NodeEvent head)
            throw new UnreadableException(e.Start, "a value is missing here", "a value, or the key left out"); // seen for some broken texts
        var line = At(e.Start).Line;
        if (line > lastTab && line <= lines.Length)
            ReportTab(line);
        if (!head.Tag.IsEmpty && !head.Tag.IsNonSpecific)
            Report(e.Start, $"tags ({head.Tag.Value}) are not used here", "the value without its tag");
        Node node = e switch
        {
            Scalar scalar => new ScalarNode(At(e.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => ReadList(At(e.Start), level),
            _ => ReadMap(At(e.Start), level),
        };
        if (!head.Anchor.IsEmpty)
            anchors[head.Anchor.Value] = node;
        return node;
    }

    private ListNode ReadList(Spot spot, int level)
    {
        var list = new ListNode(spot);
        for (var e = Next(); e is not SequenceEnd; e = Next())
        {
            list.Add(ReadNode(e, level + 1));
            CheckSize(list, e.Start);
        }

        return list;
    }

    private MapNode ReadMap(Spot spot, int level)
    {
        var map = new MapNode(spot);
        for (var e = Next(); e is not MappingEnd; e = Next())
        {
            var key = ReadNode(e, level + 1);
            var value = ReadNode(Next(), level + 1);
            if (key is ScalarNode { IsNull: false } name)
                map.Add(name, value);
            else
                Report(e.Start, $"a key cannot be {key.Kind}", "a key that is a name");
            CheckSize(map, e.Start);
        }

        return map;
    }

    private static void CheckSize(Node node, Mark mark)
    {
        if (node.Weight > MostValues)
            throw new UnreadableException(mark, $"with its aliases written out the file has more than {MostValues} values", "fewer aliases of aliases");
        if (node.Height > DeepestLevel)
            throw new UnreadableException(mark, $"with its aliases written out the file has more than {DeepestLevel} levels", "fewer aliases of aliases");
    }

    private ParsingEvent Next()
    {
        do
        {
            if (!parser.MoveNext())
                throw new UnreadableException(last, "the text ends too early", "a complete YAML document");
        } while (parser.Current is Comment);

        var current = parser.Current!;
        last = current.End;
        return current;
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T)
            throw new UnreadableException(last, "the text has a form that is not used here", "one YAML document");
    }

    /// <summary>A tab in the indentation is the commonest cause, and the parser's own words and place for it mislead.</summary>
    private void ReportSyntax(Mark mark, string message)
    {
        var before = errors.Count;
        for (var line = lastTab + 1; line <= lines.Length; line++)
            ReportTab(line);
        if (errors.Count > before || lastTab > 0)
            return;
        var (said, expected) = SyntaxHelp.For(message);
        errors.Add(Error(mark, said, expected));
    }

    /// <summary>YAML allows spaces only before the first thing in a line; the parser is more lenient here and there.</summary>
    private void ReportTab(int line)
    {
        var content = lines[line - 1];
        var tab = content[..^content.TrimStart(' ', '\t').Length].IndexOf('\t', StringComparison.Ordinal);
        if (tab < 0)
            return;
        lastTab = line;
        errors.Add(new InputError(file, line, tab + 1, "", "a tab in the indentation", "spaces (two a level)"));
    }

    private void Report(Mark mark, string message, string expected) => errors.Add(Error(mark, message, expected));

    private InputError Error(Mark mark, string message, string expected)
    {
        var spot = At(mark);
        return new InputError(file, spot.Line, spot.Column, "", message, expected);
    }

    private Spot At(Mark mark) =>
        new(
            file,
            Math.Max(1, Convert.ToInt32(mark.Line, CultureInfo.InvariantCulture)),
            Math.Max(1, Convert.ToInt32(mark.Column, CultureInfo.InvariantCulture))
        );

    private sealed class UnreadableException(Mark mark, string message, string expected) : Exception(message)
    {
        public Mark Mark { get; } = mark;

        public string Expected { get; } = expected;
    }
}
