namespace DmaActors.Lab.Tests.Workloads;

/// <summary>A folder of its own for each test class, gone afterwards.</summary>
public abstract class TemporaryFolder : IDisposable
{
    protected TemporaryFolder() => Folder = Directory.CreateTempSubdirectory("dmasim-test-").FullName;

    protected string Folder { get; }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string NewFile(string name, byte[] contents)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, contents);
        return path;
    }
}
