namespace DmaActors.EndToEnd.Tests.Driving;

/// <summary>A directory for one test.</summary>
internal sealed class Workspace : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dmasim-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file; its path.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    /// <summary>Waits until a process that was started has written what is waited for: looks again whenever something in the directory has changed.</summary>
    public void WaitUntil(Started started, Func<bool> condition)
    {
        using var changes = new FileSystemWatcher(Path) { IncludeSubdirectories = true };
        while (!condition())
        {
            Assert.False(started.HasEnded, "It has ended already.");
            changes.WaitForChanged(WatcherChangeTypes.All, TimeSpan.FromMilliseconds(200));
        }
    }

    public Result Run(params string[] arguments) => DmaSim.RunIn(Path, arguments);
}
