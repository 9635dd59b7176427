using System.Collections;
using System.Reflection;
using DmaActors.Framework.Rules;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;
using DmaActors.Simulation;
using DmaActors.Verifier;

namespace DmaActors.Lab.Tests.Exploring;

/// <summary>Rules watch one run of a machine after another, and what they saw in one must not show in the next.</summary>
public class KeptRulesTests
{
    private const int StepBound = 20_000;
    private const int SchedulesOfEach = 50;

    [Fact]
    public void Rules_that_have_watched_other_runs_say_the_same_as_new_ones()
    {
        var (schedules, broken) = (0, 0);
        foreach (var scenario in Scenarios())
        {
            using var inputs = RunInputs.Read(scenario, new RunOptions(), scenario.Seed, [])!;
            var kept = NewModel(scenario, inputs);
            for (var seed = 1UL; seed <= SchedulesOfEach; seed++)
            {
                var told = Run(kept, seed);
                Assert.Equal(Run(NewModel(scenario, inputs), seed), told);
                schedules++;
                broken += kept.Machine.Rules.Count > 0 ? 1 : 0;
            }
        }

        // Otherwise it says little.
        Assert.InRange(schedules, 2_000, int.MaxValue);
        Assert.InRange(broken, schedules / 5, schedules);
    }

    [Fact]
    public void Rules_hold_nothing_of_a_run_that_they_have_forgotten()
    {
        foreach (var scenario in Scenarios())
        {
            using var inputs = RunInputs.Read(scenario, new RunOptions(), scenario.Seed, [])!;
            var model = NewModel(scenario, inputs);
            for (var seed = 1UL; seed <= 10; seed++)
            {
                Run(model, seed);
                model.Machine.Rules.Reset();
                Assert.Null(LeftIn(FieldOf(model.Machine.Rules, "rules"), "rules"));
            }
        }
    }

    /// <summary>The first thing that is not as in a new rule, by the fields that lead to it; null: there is none. What is idle is kept on purpose, and is to be empty itself.</summary>
    private static string? LeftIn(object? value, string path) => value switch
    {
        null or RuleInfo or RuleBook or IEqualityComparer => null,
        Array rules => LeftInAll(rules, path),
        ICollection { Count: > 0 } when path.EndsWith(".idle", StringComparison.Ordinal) => LeftInAll((IEnumerable)value, path),
        IEnumerable items => items.Cast<object>().Any() ? path : null,
        _ when value.GetType().IsValueType => value.Equals(Activator.CreateInstance(value.GetType())) ? null : path,
        _ when value.GetType().Assembly == typeof(AllRules).Assembly => FieldsOf(value.GetType()).Select(field => LeftIn(field.GetValue(value), $"{path}.{field.Name}")).FirstOrDefault(left => left is not null),
        _ => path,
    };

    private static string? LeftInAll(IEnumerable values, string path) => values.Cast<object>().Select(value => LeftIn(value, $"{path}.{value.GetType().Name}")).FirstOrDefault(left => left is not null);

    private static object? FieldOf(object owner, string name) => FieldsOf(owner.GetType()).Single(field => field.Name == name).GetValue(owner);

    private static IEnumerable<FieldInfo> FieldsOf(Type type) => (type.BaseType is { } parent ? FieldsOf(parent) : []).Concat(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

    private static IEnumerable<Scenario> Scenarios()
    {
        var files = ScenarioFiles.Locate();
        foreach (var listed in files.Scenarios().Where(listed => listed.Name.StartsWith("manual/", StringComparison.Ordinal)))
        {
            var load = ScenarioLoader.Load(listed.Path, RealCatalog.Instance, new ScenarioLoadOptions { Files = files, Untimed = true });
            Assert.Empty(load.Errors);
            yield return load.Scenario!;
        }
    }

    private static ScenarioModel NewModel(Scenario scenario, RunInputs inputs) => new(scenario, RealCatalog.Instance, new RunOptions(), inputs, scenario.Seed, StepBound);

    /// <summary>All that the rules say of a run, and how it ended.</summary>
    private static string Run(ScenarioModel model, ulong seed)
    {
        model.Begin(new RandomStrategy(seed));
        model.World.Run(StepBound);
        var violation = model.Judge();
        var rules = model.Machine.Rules;
        return string.Join('\n', [$"{model.World.Status} {model.World.Digest} {violation}", $"{rules.Count}", .. rules.Findings.Select(Describe), .. rules.Held.Select(held => $"{held.Instance} {held.Text}")]);
    }

    private static string Describe(Finding finding) => $"{finding.Rule.Id} {finding.Where} {finding.Step} {finding.Text}";
}
