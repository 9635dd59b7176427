namespace DmaActors.Framework.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Path(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DmaActors.sln")))
                return System.IO.Path.Combine(folder.FullName, relative);
        }
        throw new DirectoryNotFoundException($"No DmaActors.sln above {AppContext.BaseDirectory}.");
    }
}
