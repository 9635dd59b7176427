using System.Globalization;
using DmaActors.Generators.Tests.Compilation;

namespace DmaActors.Generators.Tests.Messages;

/// <summary>What the generated <c>Digest</c> of a message adds: compiled, loaded and run.</summary>
public sealed class MessageDigestTests
{
    private const string Payloads = """
        public enum Level : byte { Low = 3, High = 200 }
        public enum Offset : long { Below = -5 }
        public readonly struct Page(ulong number) : IDigestible
        {
            public void Digest(ref TraceDigest digest) => digest.Add(number);
        }
        public sealed class Bag(int size) : IDigestible
        {
            public void Digest(ref TraceDigest digest) => digest.Add((long)size);
        }
        """;

    [Fact]
    public void A_message_without_members_adds_the_hash_of_its_name()
    {
        Assert.Equal("u" + Fnv("Ping").ToString(CultureInfo.InvariantCulture), LogOf("public sealed partial record Ping : Message;", "new Ping()"));
    }

    /// <summary>Computed outside this code base, and never to change: old trace hashes would no longer match.</summary>
    [Fact]
    public void The_hash_of_a_name_is_a_golden_constant()
    {
        var log = LogOf("namespace Golden { public sealed partial record Ping : Message; }", "new Golden.Ping()");

        Assert.Equal("u17870956885720473622", log);
    }

    [Theory]
    [InlineData("sbyte", "-1", "i-1")]
    [InlineData("short", "-300", "i-300")]
    [InlineData("int", "int.MinValue", "i-2147483648")]
    [InlineData("long", "long.MinValue", "i-9223372036854775808")]
    [InlineData("nint", "-7", "i-7")]
    [InlineData("byte", "255", "u255")]
    [InlineData("ushort", "65535", "u65535")]
    [InlineData("uint", "uint.MaxValue", "u4294967295")]
    [InlineData("ulong", "ulong.MaxValue", "u18446744073709551615")]
    [InlineData("nuint", "7", "u7")]
    [InlineData("char", "'A'", "u65")]
    [InlineData("bool", "true", "u1")]
    [InlineData("bool", "false", "u0")]
    [InlineData("Level", "Level.High", "u200")]
    [InlineData("Offset", "Offset.Below", "i-5")]
    [InlineData("string", "\"ab\"", "\"ab\"")]
    [InlineData("string?", "null", "null")]
    [InlineData("Page", "new Page(9)", "u9")]
    [InlineData("Bag", "new Bag(4)", "u1 i4")]
    [InlineData("Bag?", "null", "u0")]
    [InlineData("Page?", "new Page(9)", "u1 u9")]
    [InlineData("Page?", "null", "u0")]
    [InlineData("int?", "0", "u1 i0")]
    [InlineData("int?", "null", "u0")]
    [InlineData("bool?", "false", "u1 u0")]
    [InlineData("Level?", "Level.Low", "u1 u3")]
    [InlineData("IDigestible", "new Bag(4)", "u1 i4")]
    public void A_member_of_each_supported_type_adds_its_value(string type, string value, string expected) =>
        Assert.Equal(expected, PayloadOf($"public sealed partial record Sample({type} Value) : Message;", $"new Sample({value})", "Sample"));

    [Fact]
    public void A_message_inside_a_message_adds_itself() =>
        Assert.Equal(
            $"u1 u{Fnv("Inner")} i5",
            PayloadOf(
                "public sealed partial record Inner(int X) : Message; public sealed partial record Outer(Message Load) : Message;",
                "new Outer(new Inner(5))",
                "Outer"));

    [Fact]
    public void Members_are_added_in_the_order_of_their_declaration_positional_ones_first() =>
        Assert.Equal(
            "i1 i2 i3 i4",
            PayloadOf(
                "public sealed partial record Sample(int A, int B) : Message { public int C { get; init; } private readonly int d = 4; public int D => d; }",
                "new Sample(1, 2) { C = 3 }",
                "Sample"));

    [Fact]
    public void The_parts_of_a_partial_message_are_ordered_by_file_name_and_not_by_the_order_of_the_build()
    {
        string[] files =
        [
            "using DmaActors.Simulation; public sealed partial record Sample { public int First { get; init; } = 1; }",
            "using DmaActors.Simulation; public sealed partial record Sample(int Positional) : Message;",
            "using DmaActors.Simulation; public sealed partial record Sample { public int Second { get; init; } = 2; }",
            Probe("new Sample(7)"),
        ];
        var input = Snippet.Input(files, Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp13);
        var turned = input.RemoveAllSyntaxTrees().AddSyntaxTrees(input.SyntaxTrees.Reverse());

        foreach (var compilation in new[] { input, turned })
        {
            var run = Snippet.NewDriver(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp13).RunGenerators(compilation).GetRunResult();
            var text = Assert.Single(run.GeneratedTrees).ToString();
            Assert.Equal(
                ["Positional", "First", "Second"],
                new[] { "Positional", "First", "Second" }.OrderBy(name => text.IndexOf($"this.{name}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Computed_and_static_properties_are_not_state() =>
        Assert.Equal(
            "i1",
            PayloadOf(
                "public sealed partial record Sample(int A) : Message { public int Twice => A * 2; public static int Count { get; set; } public int this[int i] => i; public int Sum { get { return A + 1; } } }",
                "new Sample(1)",
                "Sample"));

    [Theory]
    [InlineData("public sealed partial record Sample(int A, [NotDigested] object B) : Message;", "new Sample(1, new object())")]
    [InlineData("public sealed partial record Sample(int A, [property: NotDigested] object B) : Message;", "new Sample(1, new object())")]
    [InlineData("public sealed partial record Sample(int A, [field: NotDigested] object B) : Message;", "new Sample(1, new object())")]
    [InlineData("public sealed partial record Sample(int A) : Message { [NotDigested] public object? B { get; init; } }", "new Sample(1)")]
    [InlineData("public sealed partial record Sample(int A) : Message { [NotDigested] private readonly object b = new(); public bool HasB => b is not null; }", "new Sample(1)")]
    public void What_is_marked_not_digested_is_left_out(string declaration, string value) =>
        Assert.Equal("i1", PayloadOf(declaration, value, "Sample"));

    [Fact]
    public void Inherited_members_come_before_ones_own() =>
        Assert.Equal(
            "i1 \"two\" i3",
            PayloadOf(
                "public abstract record Root(int A) : Message; public abstract record Middle(int A, string B) : Root(A); public sealed partial record Sample(int A, string B, int C) : Middle(A, B);",
                "new Sample(1, \"two\", 3)",
                "Sample"));

    [Fact]
    public void A_concrete_message_above_is_added_flat_and_only_once() =>
        Assert.Equal(
            "i1 i2",
            PayloadOf(
                "public partial record Root(int A) : Message; public sealed partial record Sample(int A, int B) : Root(A);",
                "new Sample(1, 2)",
                "Sample"));

    [Fact]
    public void Members_of_a_generic_record_above_have_the_type_that_they_are_given() =>
        Assert.Equal(
            "i1",
            PayloadOf(
                "public abstract record Root<T>(T A) : Message; public sealed partial record Sample(int A) : Root<int>(A);",
                "new Sample(1)",
                "Sample"));

    [Fact]
    public void An_overriding_property_stands_for_the_one_that_it_overrides() =>
        Assert.Equal(
            "i7",
            PayloadOf(
                "public abstract record Root : Message { public virtual int A { get; init; } = 1; } public sealed partial record Sample : Root { public override int A { get; init; } = 7; }",
                "new Sample()",
                "Sample"));

    [Fact]
    public void A_hidden_property_is_state_beside_the_one_that_hides_it() =>
        Assert.Equal(
            "i1 i7",
            PayloadOf(
                "public abstract record Root : Message { public int A { get; init; } = 1; } public sealed partial record Sample : Root { public new int A { get; init; } = 7; }",
                "new Sample()",
                "Sample"));

    [Fact]
    public void A_property_that_implements_an_interface_explicitly_is_state() =>
        Assert.Equal(
            "i6",
            PayloadOf(
                "public interface ISized { int Size { get; } } public sealed partial record Sample : Message, ISized { int ISized.Size { get; } = 6; }",
                "new Sample()",
                "Sample"));

    [Fact]
    public void A_value_that_implements_IDigestible_explicitly_is_reached_through_the_interface() =>
        Assert.Equal(
            "u8",
            PayloadOf(
                "public struct Shy : IDigestible { readonly void IDigestible.Digest(ref TraceDigest digest) => digest.Add(8UL); } public sealed partial record Sample(Shy A) : Message;",
                "new Sample(default)",
                "Sample"));

    [Theory]
    [InlineData("where T : struct, IDigestible", "T", "new Page(3)", "u3")]
    [InlineData("where T : IDigestible", "T", "new Page(3)", "u1 u3")]
    [InlineData("where T : class, IDigestible", "T?", "null", "u0")]
    [InlineData("where T : struct, IDigestible", "T?", "null", "u0")]
    [InlineData("where T : struct, IDigestible", "T?", "new Page(3)", "u1 u3")]
    public void A_type_parameter_that_must_be_digestible_is(string constraint, string member, string value, string expected)
    {
        var argument = constraint.Contains("class", StringComparison.Ordinal) ? "Bag" : "Page";
        Assert.Equal(
            expected,
            PayloadOf($"public sealed partial record Sample<T>({member} Value) : Message {constraint};", $"new Sample<{argument}>({value})", "Sample`1"));
    }

    [Fact]
    public void A_message_nested_in_partial_types_is_named_with_them()
    {
        var declaration = "namespace A.B { public partial class Outer<T> { public readonly partial struct Middle { internal partial interface IFace { internal sealed partial record Inner(int X) : Message; } } } }";

        Assert.Equal("i4", PayloadOf(declaration, "new A.B.Outer<int>.Middle.IFace.Inner(4)", "A.B.Outer`1+Middle+IFace+Inner"));
    }

    [Fact]
    public void Keywords_are_names_too() =>
        Assert.Equal(
            "i1 i2 i3",
            PayloadOf(
                "namespace @event { public sealed partial record @class(int @in, int digest, int value) : Message; }",
                "new @event.@class(1, 2, 3)",
                "event.class"));

    [Fact]
    public void A_Digest_written_by_hand_is_left_alone() =>
        Assert.Equal(
            "i99",
            LogOf(
                "public sealed record Sample(object A) : Message { public override void Digest(ref TraceDigest digest) => digest.Add(99L); }",
                "new Sample(1)"));

    [Fact]
    public void A_Digest_written_by_hand_above_is_called_for_what_stands_there() =>
        Assert.Equal(
            "i99 i2",
            PayloadOf(
                "public abstract record Root(object A) : Message { public override void Digest(ref TraceDigest digest) => digest.Add(99L); } public sealed partial record Sample(object A, int B) : Root(A);",
                "new Sample(1, 2)",
                "Sample"));

    [Fact]
    public void A_generated_Digest_between_is_called_instead_of_adding_its_members_twice() =>
        Assert.Equal(
            $"u{Fnv("Middle")} i99 i2 i3",
            PayloadOf(
                "public abstract record Root : Message { public override void Digest(ref TraceDigest digest) => digest.Add(99L); } public partial record Middle(int B) : Root; public sealed partial record Sample(int B, int C) : Middle(B);",
                "new Sample(2, 3)",
                "Sample"));

    [Fact]
    public void A_final_Digest_above_is_enough() =>
        Assert.Equal(
            "i99",
            LogOf(
                "public abstract record Root : Message { public sealed override void Digest(ref TraceDigest digest) => digest.Add(99L); } public sealed record Sample(object A) : Root;",
                "new Sample(1)"));

    [Fact]
    public void Obsolete_members_are_digested_without_a_warning() =>
        Assert.Equal(
            "i1",
            PayloadOf("public sealed partial record Sample([property: System.Obsolete(\"old\")] int A) : Message;", "new Sample(1)", "Sample"));

    [Fact]
    public void Members_of_a_message_in_another_assembly_are_added_too()
    {
        var library = Snippet.Of("""
            using DmaActors.Simulation;
            public abstract record Root(int A, [NotDigested] object B) : Message { public int Twice => A * 2; protected int C { get; init; } = 3; }
            public partial record Done(int A) : Message;
            """);
        var image = Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(library.Image());

        var snippet = Snippet.Of(
            """
            using DmaActors.Simulation;
            public sealed partial record Sample(int A, int D) : Root(A, "");
            public sealed partial record More(int A, int E) : Done(A);
            """,
            others: [image]);

        Assert.Empty(snippet.Reports);
        Assert.Empty(snippet.CompilerErrors);
        var texts = snippet.Run.GeneratedTrees.Select(tree => string.Join(
            ' ',
            tree.ToString().Split('\n').Select(line => line.Trim()).Where(line => line.Contains("digest", StringComparison.Ordinal)).Skip(2)));
        Assert.Equal(
            [
                "digest.Add(unchecked((long)this.A)); digest.Add(unchecked((long)this.C)); digest.Add(unchecked((long)this.D));",
                "base.Digest(ref digest); digest.Add(unchecked((long)this.E));",
            ],
            texts);
    }

    [Fact]
    public void Abstract_messages_and_records_that_are_no_messages_get_nothing()
    {
        var snippet = Snippet.Of("""
            using DmaActors.Simulation;
            public abstract record Root(object A) : Message;
            public record Other(object A);
            public sealed record Plain(object A) : Other(A);
            public record struct Value(object A);
            namespace Elsewhere { public abstract record Message; public sealed record Sample : Message; }
            """);

        Assert.Empty(snippet.Reports);
        Assert.Empty(snippet.GeneratedFiles);
        Assert.Empty(snippet.CompilerErrors);
    }

    [Fact]
    public void A_public_documented_library_gets_no_warning_of_missing_documentation()
    {
        var generated = Assert.Single(Snippet.Of("using DmaActors.Simulation; public sealed partial record Sample(int A) : Message;").Run.GeneratedTrees).ToString();

        Assert.Contains("/// <inheritdoc/>", generated, StringComparison.Ordinal);
        Assert.StartsWith("// <auto-generated/>\n#nullable enable\n", generated, StringComparison.Ordinal);
    }

    private static string PayloadOf(string declarations, string value, string metadataName)
    {
        var log = LogOf(declarations, value);
        var name = "u" + Fnv(metadataName).ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith(name, log, StringComparison.Ordinal);
        return log[name.Length..].Trim();
    }

    private static string LogOf(string declarations, string value) =>
        Snippet.OfFiles(["using DmaActors.Simulation;\n" + declarations, "using DmaActors.Simulation;\n" + Payloads, Probe(value)]).Result<string>();

    private static string Probe(string value) => $$"""
        using DmaActors.Simulation;
        internal static class Probe
        {
            public static string Run()
            {
                var digest = default(TraceDigest);
                Message message = {{value}};
                message.Digest(ref digest);
                return digest.Log;
            }
        }
        """;

    /// <summary>The published algorithm, written again so that a slip in the generator's shows.</summary>
    private static ulong Fnv(string text) =>
        System.Text.Encoding.UTF8.GetBytes(text).Aggregate(14695981039346656037UL, static (hash, octet) => unchecked((hash ^ octet) * 1099511628211UL));
}
