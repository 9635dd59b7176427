using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>Fills objects from the tree of a file and finds everything that is wrong with it in one pass.</summary>
/// <remarks>
/// It writes onto objects that exist: a key that the file does not have leaves the property as it is. So defaults stand in the classes, and a file is
/// laid over another one by binding both, one after the other, onto the same objects. Lists are replaced as a whole, tables and sections key by key.
/// </remarks>
internal sealed class Binder(Spots spots, IOpenSections open, List<InputError> errors)
{
    public void Bind(MapNode map, SectionShape shape, object target) => BindSection(map, shape, target, "");

    private void BindSection(MapNode map, SectionShape shape, object target, string path)
    {
        var before = errors.Count;
        var seen = new Dictionary<string, MapNode.Entry>(StringComparer.Ordinal);
        var sections = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var name = entry.Key.Text;
            var at = Join(path, name);
            if (!seen.TryAdd(name, entry))
            {
                errors.Add(At(entry.Key, at, $"`{name}` is written twice; the first is in line {seen[name].Key.Spot.Line}", "one of the two"));
            }
            else if (shape.Find(name) is not { } key)
            {
                errors.Add(UnknownKey(entry.Key, at, shape.Keys.Select(k => k.Name)));
            }
            else
            {
                spots.Add(at, entry.Value.Spot);
                if (key.Value is OpenShape)
                    sections[name] = entry.Value;
                else
                    BindKey(entry.Value, key, target, at);
            }
        }

        foreach (var key in shape.Keys.Where(key => key.Required && !seen.ContainsKey(key.Name)))
            errors.Add(At(map, Join(path, key.Name), $"`{key.Name}` is missing", $"{key.Name}: {key.Value.Expected}"));
        foreach (var key in shape.Keys.Where(key => key.Value is OpenShape))
            BindOpen(sections.GetValueOrDefault(key.Name), key, map, target, Join(path, key.Name));
        if (errors.Count == before)
            Validate(target, shape, path);
    }

    private void BindKey(Node node, KeyShape key, object target, string path)
    {
        if (Read(node, key.Value, key.Property.GetValue(target), path) is not { } value)
            return;
        try
        {
            key.Property.SetValue(target, value);
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException refused)
        {
            errors.Add(At(node, path, refused.Message, key.Value.Expected));
        }
    }

    /// <returns>The value for the property, or null; then at least one error was added.</returns>
    private object? Read(Node node, Shape shape, object? existing, string path)
    {
        switch (shape, node)
        {
            case (_, ScalarNode { IsNull: true }):
                errors.Add(At(node, path, "there is no value", $"{shape.Expected}; or leave the key out"));
                return null;
            case (ScalarShape scalar, ScalarNode text):
                var (value, problem) = scalar.Kind.Read(text);
                if (problem is not null)
                    errors.Add(At(node, path, problem.Message, problem.Expected));
                return value;
            case (ListShape list, ListNode items):
                return ReadList(items, list, path);
            case (TableShape table, MapNode map):
                return ReadTable(map, table, existing, path);
            case (SectionShape section, MapNode map):
                var target = existing ?? section.Create();
                BindSection(map, section, target, path);
                return target;
            default:
                errors.Add(At(node, path, $"here stands {node.Kind}", shape.Expected));
                return null;
        }
    }

    private System.Collections.IList? ReadList(ListNode node, ListShape shape, string path)
    {
        if (node.Items.Count < shape.Least)
        {
            errors.Add(At(node, path, $"the list has {node.Items.Count} items", shape.Expected));
            return null;
        }

        var list = shape.Create();
        for (var i = 0; i < node.Items.Count; i++)
        {
            var at = $"{path}[{i}]";
            spots.Add(at, node.Items[i].Spot);
            if (Read(node.Items[i], shape.Item, null, at) is { } value)
                list.Add(value);
            else if (shape.Item is SectionShape section)
                list.Add(section.Create()); // keeps the indices of the others right for later checks
        }

        return list;
    }

    private System.Collections.IDictionary ReadTable(MapNode map, TableShape shape, object? existing, string path)
    {
        var table = existing as System.Collections.IDictionary ?? shape.Create();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, node) in map.Entries)
        {
            var at = Join(path, key.Text);
            if (!seen.TryAdd(key.Text, key.Spot.Line))
            {
                errors.Add(At(key, at, $"`{key.Text}` is written twice; the first is in line {seen[key.Text]}", "one of the two"));
                continue;
            }

            spots.Add(at, node.Spot);
            if (Read(node, shape.Item, table.Contains(key.Text) ? table[key.Text] : null, at) is { } value)
                table[key.Text] = value;
        }

        return table;
    }

    /// <summary>Sections whose class the owner's other keys name; without one in the file it is made with its defaults.</summary>
    private void BindOpen(Node? node, KeyShape key, MapNode owner, object target, string path)
    {
        var section = open.Find(target, key.Property.Name);
        if (!section.IsKnown)
            return;
        if (section.Type is null)
        {
            if (node is not null and not MapNode { Entries.Count: 0 })
                errors.Add(At(node, path, $"{section.Owner} has no settings", $"no `{key.Name}` here"));
            return;
        }

        try
        {
            var shape = SectionShape.Of(section.Type);
            var value = node is null ? shape.Create() : Read(node, shape, null, path);
            if (node is null)
            {
                foreach (var missing in shape.Keys.Where(k => k.Required))
                    errors.Add(
                        At(owner, Join(path, missing.Name), $"{section.Owner} needs `{key.Name}: {missing.Name}`", $"{missing.Name}: {missing.Value.Expected}")
                    );
            }

            if (value is not null)
                key.Property.SetValue(target, value);
        }
        catch (SectionClassException e)
        {
            errors.Add(At(node ?? owner, path, $"{section.Owner}: {e.Message}", "settings classes as the guide describes them"));
        }
        catch (TargetInvocationException e)
        {
            errors.Add(
                At(
                    node ?? owner,
                    path,
                    $"{section.Owner}: its settings class threw {e.InnerException?.GetType().Name}: {e.InnerException?.Message}",
                    "a constructor that only sets defaults"
                )
            );
        }
    }

    /// <summary>Checks that need two keys: the class makes them itself.</summary>
    private void Validate(object target, SectionShape shape, string path)
    {
        if (target is not IValidatableObject judge)
            return;
        foreach (var result in Results(judge))
        {
            var member = result.MemberNames.FirstOrDefault();
            var key = shape.Keys.FirstOrDefault(k => k.Property.Name == member);
            var expected = (result as Refusal)?.Expected ?? key?.Value.Expected ?? shape.Expected;
            errors.Add(spots.Error(key is null ? path : Join(path, key.Name), result.ErrorMessage ?? "this cannot be", expected));
        }
    }

    /// <summary>The check may be the code of a device's author, who is told what it threw.</summary>
    private static List<ValidationResult> Results(IValidatableObject judge)
    {
        try
        {
            return [.. judge.Validate(new ValidationContext(judge))];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [new ValidationResult($"the check of {judge.GetType().FullName} threw {e.GetType().Name}: {e.Message}")];
        }
    }

    private static InputError UnknownKey(ScalarNode key, string path, IEnumerable<string> names)
    {
        var known = names.ToList();
        var expected =
            key.Text == "<<"
                ? "the keys themselves (YAML's merge key is not used here)"
                : Spelling.Hint(key.Text, known) + (known.Count == 0 ? "no keys: it has none" : $"the keys here are {string.Join(", ", known)}");
        return At(key, path, $"there is no key {Quote.Short(key.Text)} here", expected);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static InputError At(Node node, string path, string message, string expected) =>
        new(node.Spot.File, node.Spot.Line, node.Spot.Column, path, message, expected);
}
