using System.Text;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class LogLinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("\n")]
    [InlineData("a\n\nb\r\nc")]
    public void Lines_are_those_that_a_text_has(string text)
    {
        foreach (var piece in (int[])[1, 2, 3, 1000])
            Assert.Equal(Naive(text), Lines(text, piece));
    }

    [Fact]
    public void Random_texts_in_random_pieces_give_the_lines_that_a_naive_split_gives()
    {
        var random = new SplitMix64(5);
        for (var round = 0; round < 60; round++)
        {
            var text = new StringBuilder();
            var lines = (int)random.Below(30);
            for (var i = 0; i < lines; i++)
            {
                // Every few lines one of about the longest length, on either side of it, or far beyond the buffer.
                var length = (int)(random.Below(8) switch
                {
                    0 => (ulong)(LogLines.LongestLine - 2) + random.Below(5),
                    1 => random.Below(20_000),
                    _ => random.Below(80),
                });
                text.Append('x', length).Append(i);
                if (i < lines - 1 || random.Below(2) == 0)
                    text.Append('\n');
            }

            Assert.Equal(Naive(text.ToString()), Lines(text.ToString(), 1 + (int)random.Below(5000)));
        }
    }

    [Theory]
    [InlineData(LogLines.LongestLine, false)]
    [InlineData(LogLines.LongestLine + 1, true)]
    public void A_line_is_too_long_from_one_byte_beyond_the_limit_on(int length, bool isTooLong)
    {
        var lines = new LogLines(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', length) + "\ny\n")));
        Assert.True(lines.Next(out _));
        Assert.Equal(isTooLong, lines.IsTooLong);
        Assert.True(lines.Next(out var next));
        Assert.Equal("y", Encoding.ASCII.GetString(next));
        Assert.False(lines.IsTooLong);
        Assert.Equal(2, lines.Number);
    }

    private static List<string> Naive(string text)
    {
        var lines = text.Split('\n').ToList();
        var isUnterminated = lines[^1].Length > 0;
        if (!isUnterminated)
            lines.RemoveAt(lines.Count - 1);
        return lines.Select((line, i) => $"{i + 1} {line.Length > LogLines.LongestLine} {isUnterminated && i == lines.Count - 1} {line[..Math.Min(line.Length, LogLines.LongestLine)]}").ToList();
    }

    private static List<string> Lines(string text, int pieceBytes)
    {
        var lines = new LogLines(new Piecewise(Encoding.ASCII.GetBytes(text), pieceBytes), bufferBytes: 1);
        var list = new List<string>();
        while (lines.Next(out var line))
            list.Add($"{lines.Number} {lines.IsTooLong} {lines.IsUnterminated} {Encoding.ASCII.GetString(line)}");
        return list;
    }

    /// <summary>A stream that gives few bytes at a time, like a pipe.</summary>
    private sealed class Piecewise(byte[] bytes, int pieceBytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, pieceBytes));
    }
}
