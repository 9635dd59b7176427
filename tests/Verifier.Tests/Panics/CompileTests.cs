using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DmaActors.Verifier.Tests.Panics;

/// <summary>What a driver can await is what the simulation can order. Everything else does not compile.</summary>
public sealed class CompileTests
{
    [Theory]
    [InlineData("await Ddi.Delay(new VirtualDuration(1));", null)]
    [InlineData("await Task.Delay(1);", "CS0315")]
    [InlineData("await Task.Run(() => 1);", "CS0315")]
    [InlineData("await new ValueTask(Task.CompletedTask);", "CS0315")]
    [InlineData("await Task.Yield();", "CS0315")]
    [InlineData("await foreach (var line in System.IO.File.ReadLinesAsync(\"x\")) { }", "CS0315")]
    public void A_driver_awaits_the_runtime_and_nothing_else(string statement, string? error)
    {
        var errors = Compile(statement);
        if (error is null)
            Assert.Empty(errors);
        else
            Assert.Contains(errors, found => found.Id == error && found.GetMessage().Contains("IContextAwaiter", StringComparison.Ordinal));
    }

    private static List<Diagnostic> Compile(string statement)
    {
        var source = $$"""
            using System.Threading.Tasks;
            using DmaActors.Framework;
            using DmaActors.Simulation;

            public sealed class Foreign(DevInfo dip) : Driver(dip)
            {
                public override async DdiTask<DdiResult> Attach()
                {
                    {{statement}}
                    return DdiResult.Success;
                }
            }
            """;
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Foreign",
            [CSharpSyntaxTree.ParseText(source)],
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.Emit(Stream.Null).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
