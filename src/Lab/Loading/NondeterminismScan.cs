using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DmaActors.Lab.Loading;

/// <summary>
/// Reads the metadata and the code of an assembly, without loading it, for what can make equal seeds give different runs: mutable statics, clocks, threads, tasks, chance.
/// </summary>
internal sealed class NondeterminismScan
{
    /// <summary>Collections that stay mutable in a readonly field. Arrays are not among them: most are tables that nobody writes.</summary>
    private static readonly HashSet<string> MutableCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.ArrayList",
        "System.Collections.Hashtable",
        "System.Collections.BitArray",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Concurrent.ConcurrentQueue`1",
        "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Text.StringBuilder",
    };

    private readonly string file;
    private readonly PEReader image;
    private readonly MetadataReader reader;
    private readonly List<Nondeterminism> found = [];

    private NondeterminismScan(string file, PEReader image)
    {
        this.file = file;
        this.image = image;
        reader = image.GetMetadataReader();
    }

    /// <summary>All of it, in the order of the metadata, each once.</summary>
    /// <exception cref="BadImageFormatException">The file is damaged.</exception>
    public static IReadOnlyList<Nondeterminism> Of(string file, PEReader image)
    {
        var scan = new NondeterminismScan(file, image);
        foreach (var handle in scan.reader.TypeDefinitions)
            scan.ScanType(scan.reader.GetTypeDefinition(handle));
        return [.. scan.found.Distinct()];
    }

    private void ScanType(TypeDefinition type)
    {
        foreach (var handle in type.GetFields())
            ScanField(type, reader.GetFieldDefinition(handle));
        foreach (var handle in type.GetMethods())
            ScanMethod(type, reader.GetMethodDefinition(handle));
    }

    private void ScanField(TypeDefinition type, FieldDefinition field)
    {
        if ((field.Attributes & (FieldAttributes.Static | FieldAttributes.Literal)) != FieldAttributes.Static || IsCompilersOwn(type, field))
            return;
        var name = reader.GetString(field.Name);
        if ((field.Attributes & FieldAttributes.InitOnly) == 0)
            Add(MetadataNames.Place(reader, type, name), "is a static that can change", "soft state of the instance ([SoftState]), or a constant: statics outlive a run and are shared by all instances");
        else if (CollectionOf(field) is { } collection)
            Add(MetadataNames.Place(reader, type, name), $"is a static {collection.Split('`')[0]} that can change", "a field of the instance, or an immutable or frozen collection");
    }

    /// <summary>Caches of lambdas and constant data; but not the field behind a static property, which is the programmer's.</summary>
    private bool IsCompilersOwn(TypeDefinition type, FieldDefinition field)
    {
        var name = reader.GetString(field.Name);
        return reader.GetString(type.Name).StartsWith('<') || (name.StartsWith('<') && !name.EndsWith(">k__BackingField", StringComparison.Ordinal));
    }

    private string? CollectionOf(FieldDefinition field)
    {
        var signature = reader.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        var code = signature.ReadSignatureTypeCode();
        if (code == SignatureTypeCode.GenericTypeInstance)
            signature.ReadCompressedInteger();
        else if (code != SignatureTypeCode.TypeHandle)
            return null;
        var type = MetadataNames.TypeOf(reader, signature.ReadTypeHandle());
        return type is not null && MutableCollections.Contains(type) ? type : null;
    }

    private void ScanMethod(TypeDefinition type, MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0 || (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) != MethodImplAttributes.IL)
        {
            if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
                Add(MetadataNames.Place(reader, type, reader.GetString(method.Name)), "is native code, into which nobody can look", "managed code");
            return;
        }

        foreach (var token in IlTokens.Of(image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()))
        {
            if (MetadataNames.MemberOf(reader, token) is ({ } owner, var member) && BannedUses.Instead(owner, member) is { } instead)
                Add(MetadataNames.Place(reader, type, reader.GetString(method.Name)), $"uses {BannedUses.Written(owner, member)}", instead);
        }
    }

    private void Add(string place, string what, string instead) => found.Add(new Nondeterminism(file, place, what, instead));
}
