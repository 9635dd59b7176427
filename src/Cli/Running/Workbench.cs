using System.Reflection;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Loading;
using DmaActors.Lab.Machines;

namespace DmaActors.Cli.Running;

/// <summary>The drivers and devices of a call: ours, which are found as a user's are, and those of the user's assemblies.</summary>
internal sealed class Workbench
{
    private static readonly string[] Ours = ["DmaActors.Drivers", "DmaActors.Devices"];

    private Workbench(Catalog catalog, IReadOnlyList<Nondeterminism> nondeterminism)
    {
        Catalog = catalog;
        Nondeterminism = nondeterminism;
    }

    public Catalog Catalog { get; }

    /// <summary>What <c>--allow-nondeterminism</c> let pass.</summary>
    public IReadOnlyList<Nondeterminism> Nondeterminism { get; }

    /// <summary>Only what comes with dmasim.</summary>
    public static Workbench WithoutUser() => new(new Catalog(Ours.Select(Assembly.Load)), []);

    /// <summary>Null when anything is wrong with the user's assemblies.</summary>
    public static Workbench? Open(IReadOnlyList<string> files, bool allowNondeterminism, out IReadOnlyList<InputError> errors)
    {
        if (UserAssemblies.Load(files, allowNondeterminism, out errors) is not { } users)
            return null;
        try
        {
            return new Workbench(new Catalog([.. Ours.Select(Assembly.Load), .. users.Assemblies]), users.Nondeterminism);
        }
        catch (CatalogException exception)
        {
            errors = [new InputError("", 0, 0, "--assembly", exception.Message.TrimEnd('.'), "names that no other driver or device has: `dmasim list` shows those that come with dmasim")];
            return null;
        }
    }
}
