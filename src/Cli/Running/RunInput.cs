using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>The scenario of a run and all that it names, read and checked.</summary>
internal sealed record RunInput(Scenario Scenario, Workbench Workbench)
{
    /// <summary>Null when anything is wrong; then all of it is in the errors.</summary>
    public static RunInput? Load(string path, ScenarioFiles files, RunRequest request, Invocation invocation, out IReadOnlyList<InputError> errors)
    {
        var own = ScenarioLoader.Assemblies(path);
        var workbench = Workbench.Open([.. invocation.Assemblies, .. own], invocation.AllowNondeterminism, out var assemblyErrors);
        var options = new ScenarioLoadOptions { Files = files, Platform = request.Platform, Iolog = request.IoLog, Untimed = request.Untimed };
        var load = ScenarioLoader.Load(path, (workbench ?? Workbench.WithoutUser()).Catalog, options);
        var all = load.Errors.Where(error => workbench is not null || !ComesOfAssembly(error)).ToList();
        foreach (var error in assemblyErrors)
        {
            var index = own.ToList().IndexOf(error.File);
            if (index < 0)
                all.Add(error);
            else if (!all.Exists(told => told.Key == $"assembly[{index}]"))
                all.Add(load.ErrorAt($"assembly[{index}]", Sentence(error), error.Expected));
        }

        if (load.Scenario is { } scenario)
            all.AddRange(RunFit.Check(scenario, request, invocation.TracePath));
        errors = all;
        return all.Count == 0 ? new RunInput(load.Scenario!, workbench!) : null;
    }

    /// <summary>Without the user's assemblies no name of theirs is known: that is no error of its own.</summary>
    private static bool ComesOfAssembly(InputError error) =>
        error.Key.EndsWith(".driver", StringComparison.Ordinal) || error.Key.EndsWith(".model", StringComparison.Ordinal);

    private static string Sentence(InputError error) => string.Join(": ", new[] { Path.GetFileName(error.File), error.Key, error.Message }.Where(part => part.Length > 0));
}
