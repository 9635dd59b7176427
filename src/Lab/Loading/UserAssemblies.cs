using System.Reflection;
using DmaActors.Framework;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Loading;

/// <summary>Assemblies with a user's drivers and devices. Nothing of them is loaded before all of them have been inspected and found right.</summary>
public sealed class UserAssemblies
{
    private UserAssemblies(IReadOnlyList<Assembly> assemblies, IReadOnlyList<Nondeterminism> nondeterminism)
    {
        Assemblies = assemblies;
        Nondeterminism = nondeterminism;
    }

    /// <summary>In the order in which they were named, each once.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; }

    /// <summary>What the user allowed, for the report to repeat.</summary>
    public IReadOnlyList<Nondeterminism> Nondeterminism { get; }

    /// <summary>Inspects and loads.</summary>
    /// <param name="files">Paths, as the user named them.</param>
    /// <param name="allowNondeterminism">What is not repeatable is no error.</param>
    /// <param name="errors">All of what is wrong; empty if and only if there is a result.</param>
    public static UserAssemblies? Load(IEnumerable<string> files, bool allowNondeterminism, out IReadOnlyList<InputError> errors)
    {
        var wrong = new List<InputError>();
        var nondeterminism = new List<Nondeterminism>();
        var distinct = files.DistinctBy(Path.GetFullPath, StringComparer.Ordinal).ToList();
        foreach (var file in distinct)
            AssemblyInspection.Inspect(file, wrong, nondeterminism);
        if (!allowNondeterminism)
            wrong.AddRange(nondeterminism.Select(item => item.AsError()));
        errors = wrong;
        if (wrong.Count > 0)
            return null;
        var assemblies = new List<Assembly>();
        foreach (var file in distinct)
            LoadOne(file, assemblies, wrong);
        return wrong.Count > 0 ? null : new UserAssemblies(assemblies, [.. nondeterminism.Distinct()]);
    }

    private static void LoadOne(string file, List<Assembly> assemblies, List<InputError> errors)
    {
        try
        {
            var path = Path.GetFullPath(file);
            var assembly = new UserAssemblyContext(path).LoadFromAssemblyPath(path);
            var before = errors.Count;
            if (!CheckTypes(file, assembly, errors) && errors.Count == before)
                errors.Add(Error(file, "", "has neither a driver nor a device", "public classes that have [Driver] or [DeviceModel]"));
            assemblies.Add(assembly);
        }
        catch (Exception exception) when (exception is TypeLoadException or FileNotFoundException or FileLoadException or BadImageFormatException or ReflectionTypeLoadException or CustomAttributeFormatException or MissingMemberException)
        {
            errors.Add(Error(file, "", $"cannot be loaded: {exception.Message.ReplaceLineEndings(" ")}", "an assembly with all that it needs beside it"));
        }
    }

    /// <returns>Whether there is any driver or device.</returns>
    private static bool CheckTypes(string file, Assembly assembly, List<InputError> errors)
    {
        var any = false;
        foreach (var type in assembly.GetTypes())
        {
            if (type.GetCustomAttribute<DriverAttribute>() is { } driver)
            {
                any = true;
                Check(file, type, "driver", typeof(Driver), typeof(DevInfo), driver.Settings, errors);
            }

            if (type.GetCustomAttribute<DeviceModelAttribute>() is { } device)
            {
                any = true;
                Check(file, type, "device model", typeof(Device), typeof(DeviceWiring), device.Settings, errors);
            }
        }

        return any;
    }

    private static void Check(string file, Type type, string what, Type parent, Type first, Type? settings, List<InputError> errors)
    {
        Type[] parameters = settings is null ? [first] : [first, settings];
        if (!parent.IsAssignableFrom(type) || type.IsAbstract)
            errors.Add(Error(file, type.FullName!, $"a {what} that is no {parent.Name}", $"a class that derives from {parent.FullName} and is not abstract"));
        else if (!type.IsVisible)
            errors.Add(Error(file, type.FullName!, $"a {what} that is not public", "a public class"));
        else if (type.GetConstructor(parameters) is null)
            errors.Add(Error(file, type.FullName!, $"a {what} that cannot be made", $"a public constructor ({string.Join(", ", parameters.Select(parameter => parameter.Name))})"));
    }

    private static InputError Error(string file, string key, string message, string expected) => new(file, 0, 0, key, message, expected);
}
