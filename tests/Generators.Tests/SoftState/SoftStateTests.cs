using DmaActors.Generators.Tests.Compilation;
using Microsoft.CodeAnalysis.CSharp;

namespace DmaActors.Generators.Tests.SoftState;

/// <summary>What the generated accessors of soft state do: compiled, loaded and run, with and without the <c>field</c> keyword.</summary>
public sealed class SoftStateTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void Each_access_is_told_with_its_own_cell_and_the_value_is_kept(LanguageVersion language) =>
        Assert.Equal(
            "write Busy#1;read Busy#1;read Count#1;write Count#1;read Count#2;read Busy#2;|True 6",
            RunOf(
                "public partial class Disk : SoftStateOwner { [SoftState] public partial bool Busy { get; set; } [SoftState] public partial int Count { get; set; } }",
                "var disk = new Disk(); disk.Busy = true; if (disk.Busy) disk.Count += 6; var text = $\"{disk.Count}\"; return $\"{disk.Busy} {text}\" is var t ? disk.Log + \"|\" + t : \"\";",
                language));

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void A_constructor_may_assign_it(LanguageVersion language) =>
        Assert.Equal(
            "write Name#1;read Name#1;|disk0",
            RunOf(
                "public partial class Disk : SoftStateOwner { public Disk(string name) { Name = name; } [SoftState] public partial string Name { get; private set; } }",
                "var disk = new Disk(\"disk0\"); var name = disk.Name; return disk.Log + \"|\" + name;",
                language));

    [Theory]
    [InlineData("public partial", "get; set;")]
    [InlineData("internal partial", "get; private set;")]
    [InlineData("protected internal partial", "protected get; set;")]
    [InlineData("public virtual partial", "get; set;")]
    [InlineData("public required partial", "get; set;")]
    [InlineData("public new partial", "get; set;")]
    [InlineData("private protected partial", "get; set;")]
    [InlineData("partial", "get; set;")]
    public void Every_accessibility_and_modifier_is_repeated(string modifiers, string accessors)
    {
        var snippet = Snippet.Of($$"""
            using DmaActors.Simulation;
            public abstract class Root : SoftStateOwner { public int Count { get; set; } }
            public partial class Disk : Root { [SoftState] {{modifiers}} int {{(modifiers.Contains("new", StringComparison.Ordinal) ? "Count" : "Other")}} { {{accessors}} } }
            """);

        Assert.Empty(snippet.Reports);
        Assert.Empty(snippet.CompilerErrors);
    }

    [Theory]
    [InlineData("string?")]
    [InlineData("System.Collections.Generic.Dictionary<string, System.Collections.Generic.List<int?>?>?")]
    [InlineData("(int Left, string? Right)")]
    [InlineData("int[]?[]?")]
    [InlineData("dynamic?")]
    [InlineData("nint")]
    [InlineData("T?")]
    [InlineData("Inner?")]
    [InlineData("System.Action<T>?")]
    public void Types_are_repeated_as_they_were_written(string type)
    {
        foreach (var language in new[] { LanguageVersion.CSharp13, LanguageVersion.Preview })
        {
            var snippet = Snippet.Of(
                $$"""
                using DmaActors.Simulation;
                namespace A { public partial class Disk<T> : SoftStateOwner where T : class { [SoftState] public partial {{type}} Value { get; set; } public sealed class Inner; } }
                """,
                language);

            Assert.Empty(snippet.Reports);
            Assert.Empty(snippet.CompilerErrors);
        }
    }

    [Fact]
    public void Keywords_are_names_too() =>
        Assert.Equal(
            "write event#1;write field#1;",
            RunOf(
                "public partial class Disk : SoftStateOwner { [SoftState] public partial int @event { get; set; } [SoftState] public partial int field { get; set; } }",
                "var disk = new Disk(); disk.@event = 1; disk.field = 2; return disk.Log;",
                LanguageVersion.Preview));

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void Its_members_are_described_by_name_with_those_of_the_base_class_first(LanguageVersion language) =>
        Assert.Equal(
            "Busy=True;Count=6;event=x;",
            RunOf(
                """
                public partial class Disk : SoftStateOwner { [SoftState] public partial bool Busy { private get; set; } [SoftState] protected partial int Count { get; set; } }
                public partial class Better : Disk { [SoftState] public partial string? @event { get; set; } public void Set() => Count = 6; }
                """,
                "var disk = new Better { Busy = true, @event = \"x\" }; disk.Set(); return disk.Description;",
                language));

    [Fact]
    public void An_initializer_is_no_access_and_is_allowed_where_the_language_has_the_field_keyword() =>
        Assert.Equal(
            "read Count#1;|3",
            RunOf(
                "public partial class Disk : SoftStateOwner { [SoftState] public partial int Count { get; set; } = 3; }",
                "var disk = new Disk(); var count = disk.Count; return disk.Log + \"|\" + count;",
                LanguageVersion.Preview));

    [Fact]
    public void A_reference_that_no_constructor_sets_is_warned_of_where_the_language_has_the_field_keyword()
    {
        var snippet = Snippet.Of(
            "using DmaActors.Simulation; public partial class Disk : SoftStateOwner { [SoftState] public partial string Name { get; set; } }",
            LanguageVersion.Preview);

        Assert.Equal(["CS9264"], snippet.CompilerErrors.Select(error => error.Id));
    }

    [Fact]
    public void A_reference_that_every_constructor_sets_is_not_warned_of()
    {
        var snippet = Snippet.Of(
            "using DmaActors.Simulation; public partial class Disk : SoftStateOwner { public Disk() => Name = \"\"; [SoftState] public partial string Name { get; set; } }",
            LanguageVersion.Preview);

        Assert.Empty(snippet.CompilerErrors);
    }

    [Fact]
    public void The_soft_state_of_a_class_is_in_one_file_whatever_its_parts()
    {
        var snippet = Snippet.OfFiles(
        [
            "using DmaActors.Simulation; namespace A { public partial class Disk : SoftStateOwner { [SoftState] public partial int X { get; set; } } }",
            "using DmaActors.Simulation; namespace A { public partial class Disk { [SoftState] public partial int Y { get; set; } public partial class Inner : SoftStateOwner { [SoftState] public partial int Y { get; set; } } } }",
        ]);

        Assert.Empty(snippet.CompilerErrors);
        Assert.Equal(["A.Disk.SoftState.g.cs", "A.Disk+Inner.SoftState.g.cs"], snippet.GeneratedFiles);
    }

    private static string RunOf(string declarations, string body, LanguageVersion language) =>
        Snippet.Of($"using DmaActors.Simulation;\n{declarations}\ninternal static class Probe {{ public static string Run() {{ {body} }} }}", language).Result<string>();
}
