using DmaActors.Lab.Verification;

namespace DmaActors.Framework.Tests.Verification;

public sealed class VectorFileTests
{
    [Theory]
    [InlineData("tests/vectors/bind.jsonl", 3000)]
    [InlineData("tests/vectors/callbacks.jsonl", 500)]
    public void Every_case_of_the_reference_gives_the_same_result_here(string file, int cases)
    {
        VectorReport report = VectorFile.Verify(Repository.Path(file));

        Assert.Empty(report.Errors);
        Assert.Empty(report.First);
        Assert.Equal(0, report.Mismatches);
        Assert.Equal(cases, report.Cases);
        Assert.True(report.IsOk);
    }
}
