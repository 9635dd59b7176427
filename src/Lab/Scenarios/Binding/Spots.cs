using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>Where each key of a file stands, so that whoever finds something wrong later can still say the line.</summary>
internal sealed class Spots(Spot start)
{
    private readonly Dictionary<string, Spot> places = new(StringComparer.Ordinal);

    public void Add(string key, Spot spot) => places[key] = spot;

    /// <summary>The file has this key.</summary>
    public bool Has(string key) => places.ContainsKey(key);

    /// <summary>The place of the key's value or, if the file does not have the key, of the section that would hold it.</summary>
    public Spot this[string key]
    {
        get
        {
            for (var path = key; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
            {
                if (places.TryGetValue(path, out var spot))
                    return spot;
            }

            return start;
        }
    }

    public InputError Error(string key, string message, string expected)
    {
        var spot = this[key];
        return new InputError(spot.File, spot.Line, spot.Column, key, message, expected);
    }
}
