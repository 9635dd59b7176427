namespace DmaActors.Simulation.Tests.Inspection;

public sealed class StateWriterTests
{
    [Theory]
    [InlineData(null, "none")]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    [InlineData(1234, "1234")]
    [InlineData(1.5, "1.5")]
    [InlineData("as it is", "as it is")]
    [InlineData(DayOfWeek.Monday, "Monday")]
    public void A_value_is_written_alike_everywhere(object? value, string text) => Assert.Equal(text, new StateWriter().Write("it", value).Items.Single().Value);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1: 0")]
    [InlineData(8, "8: 0, 1, 2, 3, 4, 5, 6, 7")]
    [InlineData(9, "9: 0, 1, 2, 3, 4, 5, 6, 7, ...")]
    public void Of_a_collection_the_first_elements_are_named(int count, string text) => Assert.Equal(text, new StateWriter().Write("it", Enumerable.Range(0, count)).Items.Single().Value);

    [Fact]
    public void What_has_no_words_of_its_own_is_named_by_its_type() => Assert.Equal("Mute", new StateWriter().Write("it", new Mute()).Items.Single().Value);

    [Theory]
    [InlineData(0, 0, "0, without a limit")]
    [InlineData(3, 8, "3 of 8")]
    public void What_is_limited_is_written_with_its_limit(long used, long limit, string text) => Assert.Equal(text, new StateWriter().WriteUse("pages", used, limit).Items.Single().Value);

    [Fact]
    public void Items_keep_their_order_and_belong_to_the_group_named_last() =>
        Assert.Equal(
            [new StateItem("", "a", "1"), new StateItem("locks", "b", "2"), new StateItem("locks", "c", "3"), new StateItem("pools", "d", "4")],
            new StateWriter().Write("a", 1).Group("locks").Write("b", 2).Write("c", 3).Group("pools").Write("d", 4).Items);

    private sealed class Mute;
}
