using System.Text.RegularExpressions;
using DmaActors.EndToEnd.Tests.Documents;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>
/// What <c>dmasim new</c> makes is a project outside this repository that references only the packed public packages: it compiles, and runs as it is.
/// </summary>
public sealed class NewTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void A_new_driver_and_a_new_device_run_alone_and_together_whatever_the_directories_above_say_about_projects()
    {
        workspace.Write("Directory.Build.props", "<Project><ItemGroup><PackageReference Include=\"Nothing.That.Exists\" /></ItemGroup></Project>");
        workspace.Write("Directory.Build.targets", "<Project><Target Name=\"Stop\" BeforeTargets=\"Build\"><Error Text=\"not here\" /></Target></Project>");
        workspace.Write("Directory.Packages.props", "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup></Project>");
        Make("driver", "my-driver");
        Make("device", "my-device");

        AssertPasses(workspace.Run("run", workspace.File("my-driver/my-driver.yaml"), "--json"));
        AssertPasses(workspace.Run("run", workspace.File("my-device/my-device.yaml"), "--json"));
        var both = Scenarios.WithDriver("my-driver").Replace("model: sg-disk", "model: my-device", StringComparison.Ordinal);
        AssertPasses(workspace.Run(
            "run", workspace.Write("both.yaml", both), "--assembly", "my-driver/bin/Release/net10.0/my-driver.dll", "--assembly", "my-device/bin/Release/net10.0/my-device.dll", "--json"));
    }

    /// <summary>The new driver, in which a callback that comes too early is forgotten: it finds out that it is waited for only when that has been written down.</summary>
    [Fact]
    public void A_wake_up_that_a_driver_of_ones_own_loses_is_found_and_explained_and_replayed()
    {
        Assert.Equal(0, workspace.Run("new", "driver", "my-driver").ExitCode);
        Shorten("my-driver/my-driver.yaml");
        Change("my-driver/my-driver.yaml", "copyBufferPages: 12 ", "bindings: 1 ");
        const string source = "my-driver/MyDriverDriver.cs";
        Change(source, "    public partial bool IsBusy", "    public partial bool IsWaiting { get; private set; }\n\n    [SoftState]\n    public partial bool IsBusy");
        Change(source, "NoResources)\n                break;", "NoResources)\n            {\n                mu.Exit();\n                await mu.Enter();\n                IsWaiting = true;\n                break;\n            }\n");
        Change(source, "Current is null ? await StartNext() : null;", "IsWaiting && Current is null ? await StartNext() : null;\n        IsWaiting = false;");
        Build("my-driver");

        var found = workspace.Run("explore", "my-driver/my-driver.yaml", "--strategy", "postpone", "--json").Json.GetProperty("violations").EnumerateArray().Single();
        var explanation = found.GetProperty("explanation");

        Assert.Equal("DMA010", found.GetProperty("rule").GetString());
        Assert.Matches("callback.* IsWaiting = true, and .*saw IsWaiting = false", explanation.GetProperty("sentence").GetString());
        Assert.Contains("show a callback nothing that is about to change", explanation.GetProperty("cure").GetString(), StringComparison.Ordinal);
        var replay = workspace.Run("replay", found.GetProperty("trace").GetString()!, "--assembly", "my-driver/bin/Release/net10.0/my-driver.dll", "--json");
        Assert.True(replay.Json.GetProperty("reproduced").GetBoolean());
    }

    /// <summary>As docs/guide/your-own.md has it. Packages of others are taken from where this project's own were restored to, so that no registry is asked.</summary>
    [Fact]
    public void Tests_of_a_new_driver_are_written_as_the_guide_says_and_reference_packages_only()
    {
        Make("driver", "my-driver");
        Shorten("my-driver/my-driver.yaml");
        var fences = Page.Read("docs/guide/your-own.md").Fences;
        workspace.Write("my-driver-tests/my-driver-tests.csproj", Text(fences.Single(fence => fence.Language == "xml")));
        workspace.Write("my-driver-tests/MyDriverTests.cs", Text(fences.Single(fence => fence.Lines.Contains("using DmaActors.Testing;"))));
        workspace.Write("my-driver-tests/Directory.Build.props", File.ReadAllText(workspace.File("my-driver/Directory.Build.props")));
        var restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        workspace.Write("my-driver-tests/nuget.config", File.ReadAllText(workspace.File("my-driver/nuget.config")).Replace("<clear />", $"<clear /><add key=\"restored\" value=\"{restored}\" />", StringComparison.Ordinal));

        var tested = DmaSim.Tool(workspace.Path, "dotnet", "test", "my-driver-tests", "-c", "Release", "-nodeReuse:false", "-p:UseSharedCompilation=false");

        Assert.True(tested.ExitCode == 0, tested.ToString());
        Assert.Matches("Failed: +0, Passed: +1", tested.Output);
    }

    [Fact]
    public void A_new_scenario_runs()
    {
        var made = workspace.Run("new", "scenario", "mine", "--json");

        Assert.True(made.ExitCode == 0, made.ToString());
        Assert.Equal("dmasim.new/1", made.Json.GetProperty("schema").GetString());
        Assert.Equal("mine.yaml", Path.GetFileName(Assert.Single(made.Json.GetProperty("files").EnumerateArray()).GetString()));
        AssertPasses(workspace.Run("run", "mine", "--json"));
    }

    [Fact]
    public void Existing_files_are_never_overwritten_and_then_nothing_is_written()
    {
        var existing = workspace.Write("mine/mine.yaml", "precious");

        var result = workspace.Run("new", "driver", "mine", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(Path.Combine("mine", "mine.yaml"), Assert.Single(result.JsonErrors).GetProperty("file").GetString());
        Assert.Equal("precious", File.ReadAllText(existing));
        Assert.Single(Directory.GetFiles(workspace.File("mine")));
    }

    private static void AssertPasses(Result result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("passed", result.Json.GetProperty("verdict").GetString());
        Assert.True(result.Json.GetProperty("callbacks").GetProperty("copyBufferBinds").GetInt64() > 0);
    }

    private static string Text(Fence fence) => string.Join('\n', fence.Lines);

    /// <summary>A few requests: what needs many to break needs many schedules.</summary>
    private void Shorten(string scenario) =>
        workspace.Write(scenario, Regex.Replace(File.ReadAllText(workspace.File(scenario)), "requests: [0-9]+", "requests: 4", RegexOptions.ExplicitCapture));

    private void Make(string kind, string name)
    {
        var made = workspace.Run("new", kind, name);
        Assert.True(made.ExitCode == 0, made.ToString());
        Build(name);
    }

    private void Change(string file, string from, string to)
    {
        var text = File.ReadAllText(workspace.File(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        workspace.Write(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    private void Build(string name)
    {
        var built = DmaSim.Tool(workspace.Path, "dotnet", "build", name, "-c", "Release", "-v", "q", "-warnaserror", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        Assert.True(built.ExitCode == 0, built.ToString());
    }
}
