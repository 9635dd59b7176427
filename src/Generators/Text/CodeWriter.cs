using System.Text;

namespace DmaActors.Generators.Text;

/// <summary>Writes indented lines that end in a line feed on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new(1024);
    private int depth;

    public void Line(string line)
    {
        if (line.Length > 0 && line[0] != '#')
            text.Append(' ', depth * 4);
        text.Append(line).Append('\n');
    }

    public void Open(string header)
    {
        Line(header);
        Line("{");
        depth++;
    }

    public void Close()
    {
        depth--;
        Line("}");
    }

    public override string ToString() => text.ToString();
}
