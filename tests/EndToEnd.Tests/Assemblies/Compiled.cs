using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DmaActors.EndToEnd.Tests.Assemblies;

/// <summary>Compiles assemblies of users, good and bad ones.</summary>
internal static class Compiled
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using DmaActors.Framework;
        using DmaActors.Framework.Callbacks;
        using DmaActors.Framework.Dma;
        using DmaActors.Simulation;

        """;

    /// <summary>A driver that does nothing but what its strategy says.</summary>
    public static string Driver(string name, string strategy, string members = "") => $$"""
        [Driver("{{name}}", "a driver of the tests")]
        public sealed class {{char.ToUpperInvariant(name[0])}}{{name[1..]}}Driver(DevInfo dip) : BlockDriver(dip)
        {
            {{members}}
            public override DdiTask<DdiResult> Attach() => new(DdiResult.Success);
            public override DdiTask Strategy(Buf bp)
            {
                {{strategy}}
            }
        }
        """;

    /// <summary>Writes the assembly of a source.</summary>
    /// <returns>Its path.</returns>
    public static string To(string path, string source, params string[] references)
    {
        string[] ours = ["DmaActors.Simulation", "DmaActors.Hardware", "DmaActors.Framework"];
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(file) is "netstandard.dll" or "mscorlib.dll");
        var used = platform.Concat(ours.Select(name => Path.Combine(Driving.DmaSim.Directory, name + ".dll"))).Concat(references);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(Usings + source, new CSharpParseOptions(LanguageVersion.Latest))],
            used.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
