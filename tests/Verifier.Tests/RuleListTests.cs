using System.Reflection;

namespace DmaActors.Verifier.Tests;

public sealed class RuleListTests
{
    [Fact]
    public void Rules_stand_in_the_order_of_their_ids_and_each_has_one_of_its_own()
    {
        var ids = AllRules.Create().Select(rule => rule.Info.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^DMA[0-9]{3}$", id));
    }

    [Fact]
    public void Each_rule_says_where_it_stands_in_the_manual_and_what_to_do()
    {
        foreach (var rule in AllRules.Create())
        {
            Assert.Matches("^[a-zA-Z]", rule.Info.Title);
            Assert.Matches(@"chapter \d|\(9[EFS]\)", rule.Info.Manual);
            Assert.True(rule.Info.Cure.Length > 20, rule.Info.Id);
        }
    }

    [Fact]
    public void All_rules_of_a_class_say_the_same_and_are_made_anew_for_each_machine()
    {
        var (first, second) = (AllRules.Create(), AllRules.Create());
        for (var i = 0; i < first.Count; i++)
        {
            Assert.Same(first[i].Info, second[i].Info);
            Assert.NotSame(first[i], second[i]);
        }
    }

    [Fact]
    public void A_rule_that_keeps_anything_of_a_run_forgets_it_before_the_next()
    {
        var keeping = AllRules.Create().Select(rule => rule.GetType()).Where(KeepsAnything).ToList();
        Assert.InRange(keeping.Count, 10, AllRules.Create().Count);
        Assert.All(keeping, rule => Assert.NotEqual(typeof(Rule), rule.GetMethod("Forget", Members)!.DeclaringType));
    }

    [Fact]
    public void A_rule_that_is_off_is_not_among_them() =>
        Assert.Equal(AllRules.Create().Count - 1, AllRules.Create(["DMA012"]).Count(rule => rule.Info.Id != "DMA012"));

    [Fact]
    public void A_rule_watches_what_it_overrides_and_nothing_else()
    {
        Assert.Equal(0UL, RuleEvents.WatchedBy(typeof(Idle)));
        Assert.Equal(1UL << (int)RuleEvent.Quiescent, RuleEvents.WatchedBy(typeof(Waiting)));
        Assert.Equal(1UL << (int)RuleEvent.Quiescent, RuleEvents.WatchedBy(typeof(StillWaiting)));
    }

    [Fact]
    public void There_is_an_event_for_each_method_of_a_rule()
    {
        var methods = typeof(Rule).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(method => method is { IsVirtual: true, IsFamilyOrAssembly: true } && method.Name.StartsWith("On", StringComparison.Ordinal))
            .Select(method => method.Name[2..]);
        Assert.Equal(Enum.GetNames<RuleEvent>().Order(StringComparer.Ordinal), methods.Order(StringComparer.Ordinal));
    }

    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static bool KeepsAnything(Type rule)
    {
        for (var type = rule; type != typeof(Rule); type = type!.BaseType)
        {
            if (type!.GetFields(Members | BindingFlags.DeclaredOnly).Length > 0)
                return true;
        }

        return false;
    }

    private class Idle : Rule
    {
        public override RuleInfo Info { get; } = new("DMA999", "nothing", "nowhere", "none");
    }

    private class Waiting : Idle
    {
        protected internal override void OnQuiescent()
        {
        }
    }

    private sealed class StillWaiting : Waiting;
}
