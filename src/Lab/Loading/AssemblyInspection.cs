using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Loading;

/// <summary>Looks at the file of an assembly before anything of it is loaded: whether it is one, whether it fits to this dmasim, and what in it is not repeatable.</summary>
internal static class AssemblyInspection
{
    // An assembly can bring a library that is full of statics: nobody reads hundreds of lines.
    private const int ToldOfALibrary = 5;

    private static readonly Version Ours = typeof(AssemblyInspection).Assembly.GetName().Version!;

    /// <summary>Inspects a file, and what lies beside it and would be loaded with it.</summary>
    public static void Inspect(string file, List<InputError> errors, List<Nondeterminism> nondeterminism)
    {
        var waiting = new Queue<(string File, string Path)>([(file, Path.GetFullPath(file))]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { Path.GetFullPath(file) };
        for (var isLibrary = false; waiting.TryDequeue(out var next); isLibrary = true)
        {
            foreach (var library in InspectOne(next.File, next.Path, isLibrary, errors, nondeterminism))
            {
                if (seen.Add(library))
                    waiting.Enqueue((library, library));
            }
        }
    }

    /// <returns>Files beside this one that it refers to.</returns>
    private static List<string> InspectOne(string file, string path, bool isLibrary, List<InputError> errors, List<Nondeterminism> nondeterminism)
    {
        if (Directory.Exists(path) || !File.Exists(path))
        {
            errors.Add(Error(file, Directory.Exists(path) ? "is a directory" : "there is no such file", "the path of a compiled .NET assembly (.dll)"));
            return [];
        }

        try
        {
            using var image = new PEReader(UserFile.OpenRead(path));
            if (!image.HasMetadata)
            {
                errors.Add(Error(file, "is native code, no .NET assembly", "the path of a compiled .NET assembly (.dll)"));
                return [];
            }

            var reader = image.GetMetadataReader();
            var before = errors.Count;
            var libraries = CheckReferences(file, path, reader, isLibrary, errors);
            if (errors.Count == before)
                Scan(file, image, isLibrary, nondeterminism);
            return libraries;
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidDataException)
        {
            errors.Add(Error(file, "is no .NET assembly, or a damaged one", "the path of a compiled .NET assembly (.dll)"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(Error(file, $"cannot be read: {exception.Message}", "a file that can be read"));
        }

        return [];
    }

    private static List<string> CheckReferences(string file, string path, MetadataReader reader, bool isLibrary, List<InputError> errors)
    {
        var libraries = new List<string>();
        var knowsUs = false;
        foreach (var handle in reader.AssemblyReferences)
        {
            var reference = reader.GetAssemblyReference(handle);
            var name = reader.GetString(reference.Name);
            if (name.StartsWith(UserAssemblyContext.OurPrefix, StringComparison.Ordinal))
            {
                knowsUs = true;
                if (reference.Version != Ours)
                    errors.Add(Error(file, $"was built against {name} {reference.Version}", $"one built against {Ours}, the version of this dmasim"));
            }
            else if (name == "System.Runtime" && reference.Version.Major > Environment.Version.Major)
            {
                errors.Add(Error(file, $"was built for .NET {reference.Version.Major}", $"one built for .NET {Environment.Version.Major}, on which this dmasim runs"));
            }
            else if (UserAssemblyContext.Beside(Path.GetDirectoryName(path)!, name) is { } library)
            {
                libraries.Add(library);
            }
        }

        if (!knowsUs && !isLibrary)
            errors.Add(Error(file, "refers to no part of DmaActors, so it has neither drivers nor devices", "an assembly with public classes that have [Driver] or [DeviceModel]"));
        return libraries;
    }

    private static void Scan(string file, PEReader image, bool isLibrary, List<Nondeterminism> nondeterminism)
    {
        var found = NondeterminismScan.Of(file, image);
        if (!isLibrary || found.Count <= ToldOfALibrary)
        {
            nondeterminism.AddRange(found);
            return;
        }

        nondeterminism.AddRange(found.Take(ToldOfALibrary));
        nondeterminism.Add(new Nondeterminism(file, "", $"has {found.Count - ToldOfALibrary} more such places", "a library without them"));
    }

    private static InputError Error(string file, string message, string expected) => new(file, 0, 0, "", message, expected);
}
