using System.Globalization;
using DmaActors.Simulation;

namespace DmaActors.Cli.Output;

/// <summary>Numbers and paths for a reader.</summary>
internal static class Quantities
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary><c>1,234</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 request</c>, <c>2 requests</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary>Three digits and a word: <c>1.23 million</c>.</summary>
    public static string Rate(double perSecond) => perSecond switch
    {
        double.NaN or double.PositiveInfinity => "-",
        >= 1e9 => (perSecond / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " billion",
        >= 1e6 => (perSecond / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " million",
        >= 100 => perSecond.ToString("N0", CultureInfo.InvariantCulture),
        _ => perSecond.ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>In the largest unit of which there is one: <c>1.5 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return value.ToString(unit == 0 ? "0" : "0.##", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A path below the current directory as one would type it there; any other as it is.</summary>
    public static string Path(string path)
    {
        var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return System.IO.Path.IsPathRooted(path) && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
    }

    public static string Virtual(long nanoseconds) => new VirtualDuration(nanoseconds).ToString();

    public static string Wall(TimeSpan time) => new VirtualDuration(time.Ticks * 100).ToString();
}
