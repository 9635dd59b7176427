using System.Text.Json;
using DmaActors.Framework.Dma;

namespace DmaActors.Lab.Verification;

/// <summary>A bind and what it should give.</summary>
internal sealed class BindVector
{
    private const ulong MostFrames = 1UL << 52;

    /// <summary>The case's own name.</summary>
    public required string Id { get; init; }

    /// <summary>The device.</summary>
    public required DmaAttributes Attributes { get; init; }

    /// <summary>The flags of the bind.</summary>
    public required DmaFlags Flags { get; init; }

    /// <summary>Where the object starts in its first page.</summary>
    public required uint Offset { get; init; }

    /// <summary>Bytes of the object.</summary>
    public required uint Length { get; init; }

    /// <summary>Limit of one copy buffer in bytes.</summary>
    public required uint CopyBufferMax { get; init; }

    /// <summary>Page frame numbers of the object.</summary>
    public required ulong[] Frames { get; init; }

    /// <summary>What should come of it.</summary>
    public required ExpectedBind Expected { get; init; }

    /// <summary>Reads a case; null, and errors, if it cannot be understood.</summary>
    public static BindVector? Read(FieldReader fields, VectorErrors errors)
    {
        int before = errors.Count;
        uint offset = fields.Unsigned32("offset", most: DmaPage.OffsetMask);
        uint length = fields.Unsigned32("length", least: 1);
        BindVector vector = new()
        {
            Id = fields.Text("id"),
            Attributes = fields.Object("attr") is { } attr ? ReadAttributes(attr) : new DmaAttributes(),
            Flags = (DmaFlags)fields.Unsigned32("bindFlags", most: int.MaxValue),
            Offset = offset,
            Length = length,
            CopyBufferMax = fields.Unsigned32("copybufMax"),
            Frames = ReadFrames(fields, DmaPage.Count(offset, length), errors),
            Expected = fields.Object("expect") is { } expect ? ExpectedBind.Read(expect, errors) : new ExpectedBind { IsAllocated = false },
        };
        return errors.Count == before ? vector : null;
    }

    /// <summary>Binds, and visits all windows forwards and backwards.</summary>
    public VectorResult Run() => new(Id, new BindVectorRun(this).FirstDifference());

    private static DmaAttributes ReadAttributes(FieldReader attr) => new()
    {
        AddrLo = attr.Unsigned("addrLo"),
        AddrHi = attr.Unsigned("addrHi"),
        CountMax = attr.Unsigned("countMax"),
        Align = attr.Unsigned("align"),
        BurstSizes = attr.Unsigned32("burstsizes"),
        MinXfer = attr.Unsigned32("minxfer"),
        MaxXfer = attr.Unsigned("maxxfer"),
        Seg = attr.Unsigned("seg"),
        SgLen = attr.Signed32("sgllen"),
        Granular = attr.Unsigned32("granular"),
        Flags = (DmaAttributeFlags)attr.Unsigned32("flags", most: int.MaxValue),
    };

    /// <summary>The frames of all runs [first, count, stride]; a stride may be negative.</summary>
    private static ulong[] ReadFrames(FieldReader fields, int pages, VectorErrors errors)
    {
        if (fields.Array("pageRuns") is not { } runs)
            return [];
        string expected = $"[firstFrame, count, stride] with frames below 2^52 and {pages} pages in all runs";
        ulong[] frames = new ulong[pages];
        int filled = 0;
        int index = 0;
        foreach (JsonElement run in runs.EnumerateArray())
        {
            if (!TryFill(run, frames, ref filled))
            {
                errors.Add(fields.Key($"pageRuns[{index}]"), $"is {FieldReader.Shorten(run.GetRawText())} after {filled} pages", expected);
                return [];
            }
            index++;
        }
        if (filled != pages)
            errors.Add(fields.Key("pageRuns"), $"has {filled} pages", $"{pages} pages: offset + length, in pages");
        return frames;
    }

    private static bool TryFill(JsonElement run, ulong[] frames, ref int filled)
    {
        if (run.ValueKind != JsonValueKind.Array || run.GetArrayLength() != 3
            || !TryGetInt64(run[0], out long first) || !TryGetInt64(run[1], out long count) || !TryGetInt64(run[2], out long stride)
            || count < 1 || count > frames.Length - filled)
        {
            return false;
        }
        for (long k = 0; k < count; k++)
        {
            Int128 frame = first + ((Int128)k * stride);
            if (frame < 0 || frame >= MostFrames)
                return false;
            frames[filled++] = (ulong)frame;
        }
        return true;
    }

    private static bool TryGetInt64(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }
}
