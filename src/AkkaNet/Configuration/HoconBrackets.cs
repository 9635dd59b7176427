namespace DmaActors.AkkaNet.Configuration;

/// <summary>Whether the brackets and quotation marks of a text in HOCON come in pairs.</summary>
internal static class HoconBrackets
{
    /// <summary>The first that has no partner; null: all have.</summary>
    public static Fault? Check(string text)
    {
        var open = new Stack<(char Bracket, int At)>();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '#':
                case '/' when text.AsSpan(at).StartsWith("//"):
                    at = EndOfLine(text, at);
                    break;
                case '"' when text.AsSpan(at).StartsWith("\"\"\""):
                    var end = text.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
                    if (end < 0)
                        return FaultAt(text, at, "a text in three quotation marks begins here and never ends", "three quotation marks at its end");
                    at = end + 2;
                    break;
                case '"':
                    if (EndOfString(text, at) is not { } closing)
                        return FaultAt(text, at, "a text begins here and does not end on this line", "a quotation mark at its end");
                    at = closing;
                    break;
                case '{' or '[':
                    open.Push((text[at], at));
                    break;
                case '}' or ']':
                    if (open.Count == 0)
                        return FaultAt(text, at, $"'{text[at]}' closes what was never opened", $"no '{text[at]}', or its partner before it");
                    var (bracket, opened) = open.Pop();
                    if (bracket == '{' != (text[at] == '}'))
                        return FaultAt(text, at, $"'{text[at]}' closes the '{bracket}' of line {LineOf(text, opened)}", bracket == '{' ? "'}'" : "']'");
                    break;
            }
        }

        return open.TryPop(out var left) ? FaultAt(text, left.At, $"'{left.Bracket}' is never closed", left.Bracket == '{' ? "a '}' further down" : "a ']' further down") : null;
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    private static int? EndOfString(string text, int at)
    {
        for (var end = at + 1; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] == '\\')
                end++;
            else if (text[end] == '"')
                return end;
        }

        return null;
    }

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    private static Fault FaultAt(string text, int at, string message, string expected) =>
        new(LineOf(text, at), at - text.LastIndexOf('\n', Math.Max(0, at - 1)), message, expected);

    public sealed record Fault(int Line, int Column, string Message, string Expected);
}
