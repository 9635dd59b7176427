using DmaActors.Generators.Tests.Compilation;

namespace DmaActors.Generators.Tests.Messages;

/// <summary>That the trace hash sees every difference between two messages, and no difference between equal ones.</summary>
public sealed class DigestSensitivityTests
{
    private const string Messages = """
        using DmaActors.Simulation;
        public readonly record struct Address(ulong Value) : IDigestible
        {
            public void Digest(ref TraceDigest digest) => digest.Add(Value);
        }
        public sealed partial record Transfer(Address From, int Bytes, bool IsRead, char Unit, string Name, Address? To, long? Due) : Message;
        public sealed partial record Other(Address From, int Bytes, bool IsRead, char Unit, string Name, Address? To, long? Due) : Message;
        public sealed partial record Pair(int A, int B) : Message;
        public sealed partial record Riap(int B, int A) : Message;
        internal static class Probe
        {
            private static ulong Of(Message message)
            {
                var digest = default(TraceDigest);
                message.Digest(ref digest);
                return digest.Value;
            }
        """;

    private const string Original = "new Transfer(new Address(1), 512, true, 'k', \"disk\", new Address(2), 7)";

    [Fact]
    public void Equal_messages_have_equal_digests() => Assert.Single(DigestsOf(Original, Original).Distinct());

    [Theory]
    [InlineData("From = new Address(3)")]
    [InlineData("Bytes = 513")]
    [InlineData("Bytes = -512")]
    [InlineData("IsRead = false")]
    [InlineData("Unit = 'K'")]
    [InlineData("Name = \"disc\"")]
    [InlineData("Name = \"\"")]
    [InlineData("To = new Address(0)")]
    [InlineData("To = null")]
    [InlineData("Due = 8")]
    [InlineData("Due = 0")]
    [InlineData("Due = null")]
    public void A_change_of_any_one_member_changes_the_digest(string change)
    {
        var digests = DigestsOf(Original, $"{Original} with {{ {change} }}");

        Assert.NotEqual(digests[0], digests[1]);
    }

    [Fact]
    public void An_absent_value_differs_from_every_present_one() =>
        Assert.Equal(
            3,
            DigestsOf($"{Original} with {{ Due = null }}", $"{Original} with {{ Due = 0 }}", $"{Original} with {{ Due = 1 }}").Distinct().Count());

    [Fact]
    public void Two_members_that_change_places_change_the_digest() =>
        Assert.Equal(2, DigestsOf("new Pair(1, 2)", "new Pair(2, 1)").Distinct().Count());

    [Fact]
    public void The_name_of_the_type_counts() =>
        Assert.Equal(2, DigestsOf(Original, Original.Replace("Transfer", "Other", StringComparison.Ordinal)).Distinct().Count());

    [Fact]
    public void The_order_of_the_declaration_counts_and_not_the_names()
    {
        var snippet = Snippet.Of(Messages + "public static int Run() => 0; }");

        var adds = snippet.Run.GeneratedTrees
            .Where(tree => tree.FilePath.Contains("Pair", StringComparison.Ordinal) || tree.FilePath.Contains("Riap", StringComparison.Ordinal))
            .Select(tree => tree.ToString())
            .ToList();

        Assert.True(adds[0].IndexOf("this.A", StringComparison.Ordinal) < adds[0].IndexOf("this.B", StringComparison.Ordinal));
        Assert.True(adds[1].IndexOf("this.B", StringComparison.Ordinal) < adds[1].IndexOf("this.A", StringComparison.Ordinal));
    }

    private static ulong[] DigestsOf(params string[] messages) =>
        Snippet.Of($"{Messages} public static ulong[] Run() => [{string.Join(", ", messages.Select(message => $"Of({message})"))}]; }}").Result<ulong[]>();
}
