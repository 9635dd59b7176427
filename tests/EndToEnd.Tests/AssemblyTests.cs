using DmaActors.EndToEnd.Tests.Assemblies;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>Assemblies of users: what is refused, and why.</summary>
public sealed class AssemblyTests : IDisposable
{
    private const string Done = "bp.Residual = 0; return Ddi.BioDone(bp);";

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData("static int count;", "count++;", "is a static that can change")]
    [InlineData("static int Count { get; set; }", "Count++;", "is a static that can change")]
    [InlineData("static readonly List<Buf> All = new();", "All.Add(bp);", "System.Collections.Generic.List that can change")]
    [InlineData("", "if (DateTime.Now.Ticks == 0) return DdiTask.Completed;", "uses System.DateTime.Now")]
    [InlineData("", "if (Environment.TickCount64 == 0) return DdiTask.Completed;", "uses System.Environment.TickCount64")]
    [InlineData("", "System.Diagnostics.Stopwatch.StartNew();", "uses System.Diagnostics.Stopwatch.StartNew")]
    [InlineData("", "new Thread(() => { }).Start();", "uses new System.Threading.Thread")]
    [InlineData("", "Task.Run(() => { });", "uses System.Threading.Tasks.Task.Run")]
    [InlineData("async Task Later() { await Task.Yield(); }", "_ = Later();", "uses an async method that returns no DdiTask")]
    [InlineData("", "if (new Random(1).Next() == 0) return DdiTask.Completed;", "uses new System.Random")]
    [InlineData("", "Guid.NewGuid();", "uses System.Guid.NewGuid")]
    public void What_is_not_repeatable_is_listed_with_its_place_and_refused(string members, string statement, string what)
    {
        var assembly = Compiled.To(workspace.File("leaky.dll"), Compiled.Driver("leaky", statement + Done, members));
        var scenario = workspace.Write("leaky.yaml", Scenarios.WithDriver("leaky"));

        var refused = workspace.Run("run", scenario, "--assembly", assembly, "--json");
        var allowed = workspace.Run("run", scenario, "--assembly", assembly, "--allow-nondeterminism", "--json");

        Assert.Equal(2, refused.ExitCode);
        var error = refused.JsonErrors.First(item => item.GetProperty("message").GetString()!.Contains(what, StringComparison.Ordinal));
        Assert.Equal(assembly, error.GetProperty("file").GetString());
        Assert.StartsWith("LeakyDriver.", error.GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", error.GetProperty("expected").GetString());
        Assert.Equal(1, allowed.ExitCode); // it moves no data
        Assert.NotEmpty(allowed.Json.GetProperty("nondeterminism").EnumerateArray());
    }

    [Fact]
    public void What_every_driver_has_is_not_refused()
    {
        const string members = """
            const int Size = 4;
            static readonly int[] Table = [1, 2, 3];
            static readonly DmaCallback Back = new(_ => new(CallbackStatus.Done));
            async DdiTask Wait(Buf bp) { await Ddi.Delay(new VirtualDuration(Size + Table[0])); Func<int, int> same = x => x; bp.Residual = (uint)same(0); await Ddi.BioDone(bp); }
            """;
        Compiled.To(workspace.File("tame.dll"), Compiled.Driver("tame", "return Wait(bp);", members));

        var result = workspace.Run("list", "drivers", "--assembly", "tame.dll", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(result.Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == "tame");
    }

    [Fact]
    public void What_is_not_repeatable_in_a_library_beside_it_is_found_too()
    {
        var library = Compiled.To(workspace.File("library.dll"), "public static class Counter { public static int Next; }");
        Compiled.To(workspace.File("user.dll"), Compiled.Driver("user", "Counter.Next++;" + Done), library);

        var result = workspace.Run("list", "drivers", "--assembly", "user.dll", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("Counter.Next", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
    }

    [Fact]
    public void Files_that_are_no_assemblies_are_errors_of_their_own_all_at_once()
    {
        var text = workspace.Write("text.dll", "not an assembly");
        var native = typeof(object).Assembly.Location.Replace("System.Private.CoreLib.dll", OperatingSystem.IsWindows() ? "coreclr.dll" : "libcoreclr.so", StringComparison.Ordinal);
        var unrelated = Compiled.To(workspace.File("unrelated.dll"), "public sealed class Nothing { }");

        var result = workspace.Run("list", "--assembly", text, "--assembly", workspace.File("missing.dll"), "--assembly", workspace.Path, "--assembly", native, "--assembly", unrelated, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([text, workspace.File("missing.dll"), workspace.Path, native, unrelated], result.JsonErrors.Select(error => error.GetProperty("file").GetString()));
    }

    [Fact]
    public void A_driver_that_cannot_be_made_is_an_error()
    {
        var assembly = Compiled.To(workspace.File("odd.dll"), """
            [Driver("hidden", "not public")]
            sealed class Hidden(DevInfo dip) : BlockDriver(dip)
            {
                public override DdiTask<DdiResult> Attach() => new(DdiResult.Success);
                public override DdiTask Strategy(Buf bp) => DdiTask.Completed;
            }

            [Driver("picky", "wants more than it gets")]
            public sealed class Picky(DevInfo dip, int more) : BlockDriver(dip)
            {
                public int More { get; } = more;
                public override DdiTask<DdiResult> Attach() => new(DdiResult.Success);
                public override DdiTask Strategy(Buf bp) => DdiTask.Completed;
            }

            [Driver("stranger", "no driver at all")]
            public sealed class Stranger;
            """);

        var result = workspace.Run("list", "--assembly", assembly, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["Hidden", "Picky", "Stranger"], result.JsonErrors.Select(error => error.GetProperty("key").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_drivers_of_one_name_are_an_error()
    {
        var assembly = Compiled.To(workspace.File("same.dll"), Compiled.Driver("same", Done).Replace("\"same\"", "\"sg-block\"", StringComparison.Ordinal));

        var result = workspace.Run("list", "--assembly", assembly, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("sg-block", Assert.Single(result.JsonErrors).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_that_a_scenario_names_is_told_at_its_line()
    {
        var scenario = workspace.Write("missing.yaml", Scenarios.WithDriver("gone", "gone.dll"));

        var result = workspace.Run("run", scenario, "--json");

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal("assembly[0]", error.GetProperty("key").GetString());
        Assert.Equal(scenario, error.GetProperty("file").GetString());
        Assert.True(error.GetProperty("line").GetInt32() > 1);
    }
}
