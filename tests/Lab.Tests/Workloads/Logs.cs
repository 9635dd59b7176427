using System.Text;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

/// <summary>Short ways to read a log from a string.</summary>
internal static class Logs
{
    public const string Name = "some.iolog";

    /// <summary>Lines 1 to 3 of a version 2 log: header, add and open of "disk0". The lines of the test follow from line 4 on.</summary>
    public const string Two = "fio version 2 iolog\ndisk0 add\ndisk0 open\n";

    /// <summary>The same of a version 3 log.</summary>
    public const string Three = "fio version 3 iolog\n0 disk0 add\n0 disk0 open\n";

    public static IoLogResult Read(string text, IoLimits? limits = null) => Read(Encoding.UTF8.GetBytes(text), limits);

    public static IoLogResult Read(byte[] bytes, IoLimits? limits = null)
    {
        using var stream = new MemoryStream(bytes);
        return IoLog.Read(stream, Name, limits ?? new IoLimits());
    }

    public static IoPlan Plan(string text, IoLimits? limits = null)
    {
        var result = Read(text, limits);
        Assert.True(result.Plan is not null, string.Join('\n', result.Errors.List));
        Assert.Equal(0, result.Errors.Count);
        return result.Plan!;
    }

    public static IReadOnlyList<InputError> Errors(string text, IoLimits? limits = null)
    {
        var result = Read(text, limits);
        Assert.Null(result.Plan);
        Assert.NotEmpty(result.Errors.List);
        Assert.All(result.Errors.List, error => Assert.Equal(Name, error.File));
        Assert.All(result.Errors.List, error => Assert.NotEmpty(error.Expected));
        return result.Errors.List;
    }

    /// <summary>The requests of a log without its opens and closes, as "kind file offset length due".</summary>
    public static string[] Requests(IoPlan plan)
    {
        var list = new List<string>();
        foreach (var request in plan.Requests)
        {
            if (request.Kind is not (IoKind.Open or IoKind.Close))
                list.Add($"{request.Kind} {request.File} {request.Offset} {request.Length} {request.DueNs}");
        }

        return [.. list];
    }
}
