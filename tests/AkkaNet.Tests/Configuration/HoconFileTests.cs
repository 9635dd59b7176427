using DmaActors.AkkaNet.Configuration;
using DmaActors.AkkaNet.Tests.Support;
using DmaActors.Lab.Inputs;

namespace DmaActors.AkkaNet.Tests.Configuration;

/// <summary>A configuration that is wrong is refused with its file and line, and nothing is started.</summary>
public sealed class HoconFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void The_configuration_that_ships_is_right()
    {
        using var host = AkkaHost.Free(Config.File("akka.conf"), 1, SilentTestLog.Instance, out var error);

        Assert.Null(error);
        Assert.NotNull(host);
    }

    [Theory]
    [InlineData("akka {\n  loglevel = OFF\n", 1, "'{' is never closed")]
    [InlineData("akka {\n  loggers = [\"a\"\n}\n", 3, "'}' closes the '[' of line 2")]
    [InlineData("akka {\n}\n}\n", 3, "'}' closes what was never opened")]
    [InlineData("akka {\n  # a { in a comment\n  x = \"abc\n}\n", 3, "a text begins here and does not end on this line")]
    [InlineData("akka {\n  x = \"\"\"abc\n}\n", 2, "a text in three quotation marks begins here and never ends")]
    public void A_bracket_or_quotation_mark_without_a_partner_is_refused_with_its_line(string text, int line, string message)
    {
        var error = Refused(text);

        Assert.Equal((file, line, message), (error.File, error.Line, error.Message));
    }

    [Fact]
    public void What_is_no_HOCON_is_refused_with_its_line()
    {
        var error = Refused("akka { }\na = 1\n${?x} = 3\n");

        Assert.Equal((file, 3), (error.File, error.Line));
    }

    [Theory]
    [InlineData("akka {\n  actor.default-dispatcher {\n    throughput = abc\n  }\n}\n", 3)]
    [InlineData("akka {\n  actor.default-dispatcher {\n    type = Nonsense\n  }\n}\n", 3)]
    [InlineData("akka {\n  loggers = [\"Nobody\"]\n}\n", 2)]
    public void A_value_that_Akka_refuses_is_told_with_its_line(string text, int line)
    {
        var error = Refused(text);

        Assert.Equal((file, line), (error.File, error.Line));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        Assert.Null(HoconFile.Read(file + ".missing", out var error));
        Assert.Equal(file + ".missing", error!.File);
    }

    [Theory]
    [InlineData("a { b = [1, 2] } # }")]
    [InlineData("a = \"}\" // ]")]
    [InlineData("a = \"\\\"{\"")]
    [InlineData("a = \"\"\"{ \" [\"\"\"")]
    public void Brackets_in_texts_and_comments_need_no_partner(string text) => Assert.Null(HoconBrackets.Check(text));

    private InputError Refused(string text)
    {
        File.WriteAllText(file, text);
        using var host = AkkaHost.Free(file, 1, SilentTestLog.Instance, out var error);
        Assert.Null(host);
        return error!;
    }
}
