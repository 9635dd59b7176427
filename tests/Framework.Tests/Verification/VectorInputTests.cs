using DmaActors.Lab.Verification;

namespace DmaActors.Framework.Tests.Verification;

public sealed class VectorInputTests
{
    private const string Bind = """
        {"id":"b","attr":{"addrLo":0,"addrHi":18446744073709551615,"countMax":4294967295,"align":1,"burstsizes":1,"minxfer":1,"maxxfer":18446744073709551615,"seg":18446744073709551615,"sgllen":-1,"granular":1,"flags":0},"bindFlags":1,"offset":0,"length":8192,"copybufMax":1052672,"pageRuns":[[16,2,1]],"expect":{"alloc":"OK","bind":"MAPPED","maxCookie":4294967295,"usesCopybuf":false,"fastPath":true,"cookieCount":1,"windowCount":1,"windows":[{"off":0,"size":8192,"sync":false,"cookies":[{"addr":65536,"size":8192}]}]}}
        """;

    private const string Script = """
        {"id":"c","behaviour":{"A":[[0,"B"]],"B":[]},"steps":["add A","run"],"expect":[{"calls":"A","list":[["B",1],["A",1]]}]}
        """;

    [Fact]
    public void Both_kinds_may_stand_in_one_file_with_empty_lines_between()
    {
        VectorReport report = Verify($"{Bind}\n\n{Script}\r\n  \n");

        Assert.True(report.IsOk);
        Assert.Equal(2, report.Cases);
    }

    [Theory]
    [InlineData("\"bind\":\"MAPPED\"", "\"bind\":\"TOOBIG\"", "bind TOOBIG", "bind MAPPED")]
    [InlineData("\"alloc\":\"OK\"", "\"alloc\":\"BADATTR\"", "alloc BADATTR", "alloc OK")]
    [InlineData("\"granular\":1", "\"granular\":0", "alloc OK", "alloc BADATTR")]
    [InlineData("\"maxCookie\":4294967295", "\"maxCookie\":1", "maxCookie 1", "maxCookie 4294967295")]
    [InlineData("\"usesCopybuf\":false", "\"usesCopybuf\":true", "usesCopybuf True", "usesCopybuf False")]
    [InlineData("\"fastPath\":true", "\"fastPath\":false", "fastPath False", "fastPath True")]
    [InlineData("\"cookieCount\":1", "\"cookieCount\":2", "cookieCount 2", "cookieCount 1")]
    [InlineData("\"windowCount\":1", "\"windowCount\":2", "windowCount 2", "windowCount 1")]
    [InlineData("\"off\":0", "\"off\":1", "window 0 off 1 size 8192 cookies 1", "window 0 off 0 size 8192 cookies 1")]
    [InlineData("\"size\":8192,\"sync\"", "\"size\":8191,\"sync\"", "window 0 off 0 size 8191 cookies 1", "window 0 off 0 size 8192 cookies 1")]
    [InlineData("\"size\":8192}", "\"size\":8191}", "window 0 cookie 0 0x10000+8191", "window 0 cookie 0 0x10000+8192")]
    [InlineData("\"addr\":65536", "\"addr\":65537", "window 0 cookie 0 0x10001+8192", "window 0 cookie 0 0x10000+8192")]
    [InlineData("\"addr\":65536,\"size\":8192", "\"size\":8192,\"copybuf\":true", "window 0 cookie 0 copybuf+8192", "window 0 cookie 0 0x10000+8192")]
    [InlineData("\"calls\":\"A\"", "\"calls\":\"AB\"", "pass 1: calls AB leaves [B1 A1]", "pass 1: calls A leaves [B1 A1]")]
    [InlineData("[\"B\",1]", "[\"B\",2]", "pass 1: calls A leaves [B2 A1]", "pass 1: calls A leaves [B1 A1]")]
    public void Every_field_of_an_expectation_is_compared(string right, string wrong, string expected, string found)
    {
        VectorReport report = Verify($"{Bind}\n{Script}".Replace(right, wrong, StringComparison.Ordinal));

        Assert.Empty(report.Errors);
        Assert.Equal(2, report.Cases);
        Assert.Equal(1, report.Mismatches);
        VectorMismatch mismatch = Assert.Single(report.First);
        Assert.Equal((expected, found), (mismatch.Expected, mismatch.Found));
        Assert.Equal(expected.StartsWith("pass", StringComparison.Ordinal) ? ("c", 2) : ("b", 1), (mismatch.Id, mismatch.Line));
    }

    [Theory]
    [InlineData("\"id\":\"b\"", "\"id\":7", "id", "is 7", "a string")]
    [InlineData("\"seg\":18446744073709551615", "\"seg\":18446744073709551616", "attr.seg", "is 18446744073709551616", "a whole number, 0 to 18446744073709551615")]
    [InlineData("\"seg\":18446744073709551615", "\"seg\":-1", "attr.seg", "is -1", "a whole number, 0 to 18446744073709551615")]
    [InlineData("\"seg\":18446744073709551615", "\"seg\":1.5", "attr.seg", "is 1.5", "a whole number, 0 to 18446744073709551615")]
    [InlineData("\"seg\":18446744073709551615,", "", "attr.seg", "is missing", "a whole number, 0 to 18446744073709551615")]
    [InlineData("\"sgllen\":-1", "\"sgllen\":2147483648", "attr.sgllen", "is 2147483648", "a whole number, -2147483648 to 2147483647")]
    [InlineData("\"granular\":1", "\"granular\":\"1\"", "attr.granular", "is \"1\"", "a whole number, 0 to 4294967295")]
    [InlineData("\"offset\":0", "\"offset\":4096", "offset", "is 4096", "a whole number, 0 to 4095")]
    [InlineData("\"alloc\":\"OK\"", "\"alloc\":\"FINE\"", "expect.alloc", "is \"FINE\"", "one of OK, BADATTR")]
    [InlineData("\"bind\":\"MAPPED\"", "\"bind\":\"DONE\"", "expect.bind", "is \"DONE\"", "one of MAPPED, PARTIAL_MAP, NORESOURCES, NOMAPPING, TOOBIG")]
    [InlineData("\"fastPath\":true", "\"fastPath\":1", "expect.fastPath", "is 1", "true or false")]
    [InlineData("[[16,2,1]]", "[[16,1,1]]", "pageRuns", "has 1 pages", "2 pages: offset + length, in pages")]
    [InlineData("\"steps\":", "\"step\":", "steps", "is missing", "an array")]
    [InlineData("\"add A\"", "\"add Z\"", "steps[0]", "names Z", "a function of behaviour")]
    [InlineData("\"add A\"", "\"walk\"", "steps[0]", "is \"walk\"", "\"run\" or \"add X\"")]
    [InlineData("[0,\"B\"]", "[0,\"Z\"]", "behaviour.A", "names Z", "a function of behaviour")]
    [InlineData("\"add A\",\"run\"", "\"run\",\"run\"", "expect", "has 1 passes", "2: one for each run in steps")]
    public void A_field_that_is_wrong_is_named_with_what_would_be_right(string right, string wrong, string key, string message, string expected)
    {
        VectorReport report = Verify($"{Bind}\n{Script}".Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(1, report.Cases);
        VectorError error = Assert.Single(report.Errors);
        Assert.Equal((key, message, expected), (error.Key, error.Message, error.Expected));
        Assert.False(report.IsOk);
    }

    [Theory]
    [InlineData("[[16,2]]")]
    [InlineData("[[16,2,1,1]]")]
    [InlineData("[[16,0,1]]")]
    [InlineData("[[16,3,1]]")]
    [InlineData("[[16,9223372036854775807,9223372036854775807]]")]
    [InlineData("[[0,2,-1]]")]
    [InlineData("[[4503599627370495,2,1]]")]
    [InlineData("[16]")]
    public void A_run_of_pages_that_is_wrong_is_named(string runs)
    {
        VectorReport report = Verify(Bind.Replace("[[16,2,1]]", runs, StringComparison.Ordinal));

        Assert.Equal("pageRuns[0]", Assert.Single(report.Errors).Key);
    }

    [Theory]
    [InlineData("{", 2)]
    [InlineData("{\"attr\":}", 9)]
    [InlineData("not json", 2)]
    public void A_line_that_is_not_JSON_is_named_with_its_column(string line, int column)
    {
        VectorReport report = Verify($"{Bind}\n{line}\n{Script}");

        VectorError error = Assert.Single(report.Errors);
        Assert.Equal((2, column, "is not valid JSON"), (error.Line, error.Column, error.Message));
        Assert.Contains("attr", error.Expected, StringComparison.Ordinal);
        Assert.Equal(2, report.Cases);
    }

    [Theory]
    [InlineData("[]", "is []")]
    [InlineData("17", "is 17")]
    [InlineData("{}", "has neither attr nor behaviour")]
    [InlineData("{\"id\":\"\\ud800\",\"attr\":{}}", "has text that is not valid Unicode")]
    public void A_line_that_is_no_case_is_an_error(string line, string message) =>
        Assert.Contains(Verify(line).Errors, error => error.Line == 1 && error.Message == message);

    [Fact]
    public void All_errors_of_a_file_are_found_up_to_a_bound()
    {
        Assert.Equal(12, Verify("{\"attr\":{}}").Errors.Count(error => error.Key.StartsWith("attr.", StringComparison.Ordinal)) + 1);
        Assert.Equal(VectorFile.MostErrors, Verify(string.Join('\n', Enumerable.Repeat("x", 1000))).Errors.Count);
    }

    [Fact]
    public void Only_the_first_ten_mismatches_are_kept_but_all_are_counted()
    {
        string wrong = Bind.Replace("\"cookieCount\":1", "\"cookieCount\":2", StringComparison.Ordinal);
        VectorReport report = Verify(string.Join('\n', Enumerable.Repeat(wrong, 25)));

        Assert.Equal(25, report.Mismatches);
        Assert.Equal(Enumerable.Range(1, 10), report.First.Select(mismatch => mismatch.Line));
    }

    [Fact]
    public void A_file_without_any_case_or_no_file_at_all_is_an_error()
    {
        Assert.Equal("has no case", Assert.Single(Verify("\n").Errors).Message);
        Assert.StartsWith("cannot be read", Assert.Single(VectorFile.Verify("no/such/file.jsonl").Errors).Message, StringComparison.Ordinal);
    }

    private static VectorReport Verify(string text) => VectorFile.Verify(new StringReader(text));
}
