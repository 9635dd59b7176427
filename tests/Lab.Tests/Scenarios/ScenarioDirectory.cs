using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>A directory for one test, with a config directory of its own in it.</summary>
internal sealed class ScenarioDirectory : IDisposable
{
    /// <summary>Six lines that are right; a test adds what it is about from line 7 on.</summary>
    public const string Good = """
        title: One disk
        devices:
          - name: disk0
            model: sg-disk
            driver: sg-block
            registers: 0xF0000000

        """;

    public ScenarioDirectory()
    {
        Write("config/platforms/x86.yaml", "title: Usual\n");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("scenarios-").FullName;

    public ScenarioFiles Files => new(Path.Combine(Root, "config"));

    public FakeCatalog Catalog { get; } = new();

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public ScenarioLoad Load(string text, ScenarioLoadOptions? options = null) =>
        ScenarioLoader.Load(Write("scenario.yaml", text), Catalog, (options ?? new ScenarioLoadOptions()) with { Files = Files });

    /// <summary>Loads what must be without error.</summary>
    public Scenario LoadGood(string text, ScenarioLoadOptions? options = null)
    {
        var load = Load(text, options);
        Assert.Equal([], load.Errors.Select(Show));
        return load.Scenario!;
    }

    /// <summary>Loads what must be refused.</summary>
    public IReadOnlyList<InputError> LoadBad(string text, ScenarioLoadOptions? options = null)
    {
        var load = Load(text, options);
        Assert.Null(load.Scenario);
        Assert.NotEmpty(load.Errors);
        return load.Errors;
    }

    /// <summary>The one error of a text that must be refused.</summary>
    public InputError OnlyError(string text, ScenarioLoadOptions? options = null)
    {
        var errors = LoadBad(text, options);
        Assert.True(errors.Count == 1, string.Join("\n", errors.Select(Show)));
        return errors[0];
    }

    public static string Show(InputError error) =>
        $"{Path.GetFileName(error.File)}:{error.Line}:{error.Column} {error.Key}: {error.Message} | {error.Expected}";
}
