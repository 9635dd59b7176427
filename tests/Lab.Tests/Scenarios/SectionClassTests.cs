using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>What the author of a device or a driver may write as a settings class, and what is said if it cannot be used.</summary>
public sealed class SectionClassTests
{
    [Fact]
    public void Every_kind_of_property_is_filled()
    {
        using var directory = new ScenarioDirectory();
        var all = Assert.IsType<AllKinds>(
            Load(
                directory,
                typeof(AllKinds),
                """
                flag: true
                text: hello
                pair: two-words
                small: 255
                wide: 0xFFFFFFFFFFFFFFFF
                signed: -5
                window: 0xFFFFFFFFFFFFFFFF
                share: 7
                sharePercent: 7%
                sizes: [4KiB, 8KiB]
                byName: { a: 1us, b: 2ms }
                nested: { deep: 1KiB }
                list: [{ deep: 2KiB }, {}]
                """
            )
                .Scenario!.Devices[0]
                .Settings
        );
        Assert.Equal(
            (true, "hello", Pair.TwoWords, (byte)255, ulong.MaxValue, (short)-5, ulong.MaxValue),
            (all.Flag, all.Text, all.Pair, all.Small, all.Wide, all.Signed, all.WindowAddress)
        );
        Assert.Equal((7, 7), (all.Share, all.SharePercent));
        Assert.Equal([4096L, 8192L], all.SizesBytes);
        Assert.Equal(
            [("a", 1_000L), ("b", 2_000_000L), ("standard", 9L)],
            all.ByNameNanoseconds.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value))
        );
        Assert.Equal(1024, all.Nested.DeepBytes);
        Assert.Equal([2048L, 3L], all.List.Select(item => item.DeepBytes));
        Assert.Equal("fixed", all.ReadOnly);
    }

    [Fact]
    public void Tables_and_lists_give_the_path_of_the_value_at_fault()
    {
        using var directory = new ScenarioDirectory();
        var errors = Load(
            directory,
            typeof(AllKinds),
            "byName: { a: 1, a: 2us, b: [] }\nlist: [{ deep: 1 }, { deap: 1B }]\nsizes: [4KiB, 0.5B]\nsmall: 256\npair: First"
        ).Errors;
        Assert.Equal(
            ["byName.a", "byName.a", "byName.b", "list[0].deep", "list[1].deap", "sizes[1]", "small", "pair"],
            errors.Select(error => error.Key["devices[0].settings.".Length..])
        );
        Assert.Equal("1st or two-words", errors[^1].Expected);
    }

    [Theory]
    [InlineData(typeof(NoDescription), "its property Depth has no [Description]")]
    [InlineData(typeof(WrongType), "its property Ratio has the type Double; usable are")]
    [InlineData(typeof(NarrowUnit), "its property SizeBytes has a unit in its name and must be a long")]
    [InlineData(typeof(Endless), "it contains itself")]
    [InlineData(typeof(NoConstructor), "it needs a public constructor without parameters")]
    [InlineData(typeof(Twice), "two properties have the key `size`")]
    [InlineData(typeof(Throwing), "its settings class threw InvalidOperationException: not today")]
    public void A_class_that_cannot_be_used_is_an_error_at_the_device_that_names_it(Type settings, string message)
    {
        using var directory = new ScenarioDirectory();
        foreach (var written in new[] { "", "depth: 1" })
        {
            var error = Assert.Single(Load(directory, settings, written).Errors);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Contains("the device model sg-disk", error.Message, StringComparison.Ordinal);
            Assert.Equal("devices[0].settings", error.Key);
        }
    }

    [Fact]
    public void What_a_setter_or_a_check_throws_is_told()
    {
        using var directory = new ScenarioDirectory();
        Assert.Contains("odd is not even", Assert.Single(Load(directory, typeof(Picky), "even: 3").Errors).Message, StringComparison.Ordinal);
        Assert.Contains(
            "threw NotSupportedException: no check",
            Assert.Single(Load(directory, typeof(Picky), "even: 4").Errors).Message,
            StringComparison.Ordinal
        );
    }

    private static ScenarioLoad Load(ScenarioDirectory directory, Type settings, string text)
    {
        directory.Catalog.Devices["sg-disk"] = new DeviceEntry("sg-disk", 64, settings);
        var section = text.Length == 0 ? "" : "    settings:\n" + string.Concat(text.Split('\n').Select(line => $"      {line}\n"));
        return directory.Load(ScenarioDirectory.Good + section);
    }

    internal enum Pair
    {
        [EnumMember(Value = "1st")]
        First,
        TwoWords,
    }

    internal sealed class AllKinds
    {
        [Description("d")]
        public bool Flag { get; set; }

        [Description("d")]
        public string? Text { get; set; }

        [Description("d")]
        public Pair? Pair { get; set; }

        [Description("d")]
        public byte Small { get; set; }

        [Description("d")]
        public ulong Wide { get; set; }

        [Description("d")]
        public short Signed { get; set; }

        [Description("d")]
        public ulong WindowAddress { get; set; }

        [Description("d")]
        public int? Share { get; set; }

        [Description("d")]
        public int SharePercent { get; set; }

        [Description("d")]
        public List<long> SizesBytes { get; set; } = [1];

        [Description("d")]
        public Dictionary<string, long> ByNameNanoseconds { get; set; } = new() { ["standard"] = 9 };

        [Description("d")]
        public Inner Nested { get; set; } = new();

        [Description("d")]
        public List<Inner> List { get; set; } = [];

        public string ReadOnly => "fixed";

        public int Internal { get; internal set; }
    }

    internal sealed class Inner
    {
        [Description("d")]
        public long DeepBytes { get; set; } = 3;
    }

    internal sealed class NoDescription
    {
        public int Depth { get; set; }
    }

    internal sealed class WrongType
    {
        [Description("d")]
        public double Ratio { get; set; }
    }

    internal sealed class NarrowUnit
    {
        [Description("d")]
        public int SizeBytes { get; set; }
    }

    internal sealed class Endless
    {
        [Description("d")]
        public Endless? Again { get; set; }
    }

    internal sealed class NoConstructor(int depth)
    {
        [Description("d")]
        public int Depth { get; set; } = depth;
    }

    internal sealed class Twice
    {
        [Description("d")]
        public long SizeBytes { get; set; }

        [Description("d")]
        public int Size { get; set; }
    }

    internal sealed class Throwing
    {
        public Throwing() => throw new InvalidOperationException("not today");

        [Description("d")]
        public int Depth { get; set; }
    }

    internal sealed class Picky : IValidatableObject
    {
        [Description("d")]
        public int Even
        {
            get;
            set => field = value % 2 == 0 ? value : throw new ArgumentException("odd is not even");
        }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => throw new NotSupportedException("no check");
    }
}
