using System.Text.Json;
using DmaActors.Framework.Dma;

namespace DmaActors.Lab.Verification;

/// <summary>What a bind vector expects. Fields that do not apply (after BADATTR, after a failed bind) are left at their defaults.</summary>
internal sealed record ExpectedBind
{
    private static readonly string[] Allocs = ["OK", "BADATTR"];
    private static readonly string[] Binds = ["MAPPED", "PARTIAL_MAP", "NORESOURCES", "NOMAPPING", "TOOBIG"];

    public required bool IsAllocated { get; init; }

    public DmaBind Bind { get; init; }

    public ulong MaxCookie { get; init; }

    public bool UsesCopyBuffer { get; init; }

    public bool IsFastPath { get; init; }

    public ulong CookieCount { get; init; }

    public ulong WindowCount { get; init; }

    public ExpectedWindow[] Windows { get; init; } = [];

    /// <summary>The manual's name of a bind's result.</summary>
    public static string Name(DmaBind bind) => bind switch
    {
        DmaBind.Mapped => "MAPPED",
        DmaBind.PartialMap => "PARTIAL_MAP",
        DmaBind.NoResources => "NORESOURCES",
        DmaBind.NoMapping => "NOMAPPING",
        DmaBind.TooBig => "TOOBIG",
        DmaBind.InUse => "INUSE",
        _ => throw new ArgumentOutOfRangeException(nameof(bind), bind, "No result of a bind."),
    };

    /// <summary>Reads the expectation; what is wrong goes to <paramref name="errors"/>.</summary>
    public static ExpectedBind Read(FieldReader fields, VectorErrors errors)
    {
        if (fields.OneOf("alloc", Allocs) != "OK")
            return new ExpectedBind { IsAllocated = false };
        string bind = fields.OneOf("bind", Binds);
        ExpectedBind failed = new()
        {
            IsAllocated = true,
            Bind = Parse(bind),
            MaxCookie = fields.Unsigned("maxCookie"),
            UsesCopyBuffer = fields.Boolean("usesCopybuf"),
        };
        if (failed.Bind is not (DmaBind.Mapped or DmaBind.PartialMap))
            return failed;
        return failed with
        {
            IsFastPath = fields.Boolean("fastPath"),
            CookieCount = fields.Unsigned("cookieCount"),
            WindowCount = fields.Unsigned("windowCount", 1),
            Windows = ReadWindows(fields, errors),
        };
    }

    private static DmaBind Parse(string name) => name switch
    {
        "PARTIAL_MAP" => DmaBind.PartialMap,
        "NORESOURCES" => DmaBind.NoResources,
        "NOMAPPING" => DmaBind.NoMapping,
        "TOOBIG" => DmaBind.TooBig,
        _ => DmaBind.Mapped,
    };

    private static ExpectedWindow[] ReadWindows(FieldReader fields, VectorErrors errors)
    {
        if (fields.Array("windows") is not { } array)
            return [];
        ExpectedWindow[] windows = new ExpectedWindow[array.GetArrayLength()];
        int index = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            string path = fields.Key($"windows[{index}]");
            if (element.ValueKind != JsonValueKind.Object)
            {
                errors.Add(path, "is no object", "an object with off, size and cookies");
                return [];
            }
            FieldReader window = new(element, path, errors);
            windows[index++] = new ExpectedWindow(window.Unsigned("off"), window.Unsigned("size"), ReadCookies(window, errors));
        }
        return windows;
    }

    private static ExpectedCookie[] ReadCookies(FieldReader window, VectorErrors errors)
    {
        if (window.Array("cookies") is not { } array)
            return [];
        ExpectedCookie[] cookies = new ExpectedCookie[array.GetArrayLength()];
        int index = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            // The path is only wanted for errors, and there are tens of thousands of cookies in a file.
            if (element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("size", out JsonElement size) && size.ValueKind == JsonValueKind.Number && size.TryGetUInt64(out ulong bytes)
                && TryReadAddress(element, out ulong? address))
            {
                cookies[index++] = new ExpectedCookie(address, bytes);
                continue;
            }
            errors.Add(window.Key($"cookies[{index}]"), $"is {FieldReader.Shorten(element.GetRawText())}", "{\"addr\":A,\"size\":S} or {\"size\":S,\"copybuf\":true}");
            return [];
        }
        return cookies;
    }

    // Either an address, or copybuf true: not both, not none.
    private static bool TryReadAddress(JsonElement cookie, out ulong? address)
    {
        address = null;
        bool bounced = cookie.TryGetProperty("copybuf", out JsonElement copybuf) && copybuf.ValueKind == JsonValueKind.True;
        if (!cookie.TryGetProperty("addr", out JsonElement element))
            return bounced;
        if (bounced || element.ValueKind != JsonValueKind.Number || !element.TryGetUInt64(out ulong number))
            return false;
        address = number;
        return true;
    }
}
