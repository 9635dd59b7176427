using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

public sealed class ScenarioFilesTests
{
    [Fact]
    public void A_scenario_is_found_by_name_and_by_path_with_and_without_its_ending()
    {
        using var directory = new ScenarioDirectory();
        var shipped = directory.Write("config/scenarios/manual/9-1.yaml", "title: a\n");
        var own = directory.Write("own.yml", "title: a\n");
        foreach (var name in new[] { "manual/9-1", "manual/9-1.yaml", shipped, shipped[..^5] })
            Assert.Equal(shipped, directory.Files.Find(name).Path);
        foreach (var name in new[] { own, own[..^4] })
            Assert.Equal(own, directory.Files.Find(name).Path);
    }

    [Theory]
    [InlineData("manual/9-2", "did you mean manual/9-1 or manual/9-3?")]
    [InlineData("9-1", "did you mean manual/9-1?")]
    [InlineData("9-1.yaml", "did you mean manual/9-1?")]
    [InlineData("defualt", "did you mean default?")]
    [InlineData("something else", "`dmasim list scenarios` shows all")]
    [InlineData("", "`dmasim list scenarios` shows all")]
    public void What_is_not_found_gives_the_nearest_names(string name, string expected)
    {
        using var directory = new ScenarioDirectory();
        foreach (var known in new[] { "default", "manual/9-1", "manual/9-3" })
            directory.Write($"config/scenarios/{known}.yaml", "title: a\n");
        var (path, error) = directory.Files.Find(name);
        Assert.Null(path);
        Assert.Equal((name, 0), (error!.File, error.Line));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_not_a_scenario()
    {
        using var directory = new ScenarioDirectory();
        Assert.Equal("this is a directory", directory.Files.Find(directory.Root).Error!.Message);
    }

    [Fact]
    public void The_list_has_names_and_titles_in_order_and_survives_broken_files()
    {
        using var directory = new ScenarioDirectory();
        directory.Write("config/scenarios/samples/b.yaml", "title: Second\n");
        directory.Write("config/scenarios/a.yaml", "title: 'First: one'\n");
        directory.Write("config/scenarios/c.yml", "about: none\n");
        directory.Write("config/scenarios/z.yaml", "title: [\n");
        directory.Write("config/scenarios/a.iolog", "no scenario");
        Assert.Equal(
            [("a", "First: one"), ("c", "(no title)"), ("samples/b", "Second"), ("z", "(cannot be read)")],
            directory.Files.Scenarios().Select(listing => (listing.Name, listing.Title))
        );
        Assert.Equal([("x86", "Usual")], directory.Files.Platforms().Select(listing => (listing.Name, listing.Title)));
        Assert.Empty(new ScenarioFiles(Path.Combine(directory.Root, "nowhere")).Scenarios());
    }
}
