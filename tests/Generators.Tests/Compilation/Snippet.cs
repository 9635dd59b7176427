using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using DmaActors.Generators.Messages;
using DmaActors.Generators.SoftState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DmaActors.Generators.Tests.Compilation;

/// <summary>
/// A piece of source compiled in memory with the contract and both generators, as strictly as the product is: nullable, overflow checking,
/// every warning an error, missing documentation noticed.
/// </summary>
internal sealed class Snippet
{
    private static readonly string Contract = ReadContract();

    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file)
                is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll" or "System.Memory.dll" or "System.Linq.Expressions.dll")
            .Select(static file => (MetadataReference)MetadataReference.CreateFromFile(file)),
    ];

    private Snippet(CSharpCompilation compilation, ImmutableArray<Diagnostic> reports, GeneratorDriverRunResult run)
    {
        Compilation = compilation;
        Reports = reports;
        Run = run;
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>What the generators said.</summary>
    public ImmutableArray<Diagnostic> Reports { get; }

    public GeneratorDriverRunResult Run { get; }

    public IEnumerable<string> GeneratedFiles => Run.Results.SelectMany(static result => result.GeneratedSources).Select(static source => source.HintName);

    /// <summary>The errors and warnings of the compiler itself.</summary>
    public IEnumerable<Diagnostic> CompilerErrors =>
        Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public static Snippet Of(string source, LanguageVersion language = LanguageVersion.CSharp13, params MetadataReference[] others) =>
        OfFiles([source], language, others);

    public static Snippet OfFiles(string[] sources, LanguageVersion language = LanguageVersion.CSharp13, params MetadataReference[] others)
    {
        var input = Input(sources, language, others);
        var driver = NewDriver(language).RunGeneratorsAndUpdateCompilation(input, out var output, out var reports);
        return new Snippet((CSharpCompilation)output, reports, driver.GetRunResult());
    }

    public static CSharpCompilation Input(string[] sources, LanguageVersion language, params MetadataReference[] others)
    {
        var parse = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        var trees = sources
            .Select((source, index) => CSharpSyntaxTree.ParseText("#pragma warning disable CS1591\n" + source, parse, $"Snippet{index}.cs"))
            .ToList();

        // A snippet that refers to an assembly compiled by another snippet gets the contract from there.
        if (others.Length == 0)
            trees.Add(CSharpSyntaxTree.ParseText(Contract, parse, "Contract.cs"));
        return CSharpCompilation.Create(
            $"Snippet{Guid.NewGuid():N}",
            trees,
            [.. Platform, .. others],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                checkOverflow: true,
                allowUnsafe: true,
                generalDiagnosticOption: ReportDiagnostic.Error,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    public static GeneratorDriver NewDriver(LanguageVersion language) => CSharpGeneratorDriver.Create(
        [new MessageDigestGenerator().AsSourceGenerator(), new SoftStateGenerator().AsSourceGenerator()],
        parseOptions: new CSharpParseOptions(language, DocumentationMode.Diagnose),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The text at which a diagnostic points.</summary>
    public string TextAt(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var tree = Compilation.SyntaxTrees.Single(tree => tree.FilePath == span.Path);
        return tree.GetText().ToString(diagnostic.Location.SourceSpan);
    }

    /// <summary>Compiles, loads, and calls the static method <c>Probe.Run</c>.</summary>
    public T Result<T>()
    {
        Assert.Empty(Reports);
        var context = new AssemblyLoadContext("snippet", isCollectible: true);
        using var image = new MemoryStream(Image());
        var probe = context.LoadFromStream(image).GetType("Probe") ?? throw new InvalidOperationException("the snippet has no Probe");
        return (T)probe.GetMethod("Run", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(null, null)!;
    }

    public byte[] Image()
    {
        using var image = new MemoryStream();
        var emitted = Compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics) + string.Join('\n', Run.GeneratedTrees));
        return image.ToArray();
    }

    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(DiagnosticAnalyzer analyzer) =>
        await Compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();

    private static string ReadContract()
    {
        using var stream = typeof(Snippet).Assembly.GetManifestResourceStream("Contract.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
