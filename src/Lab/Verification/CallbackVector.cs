using System.Text.Json;
using DmaActors.Framework.Callbacks;

namespace DmaActors.Lab.Verification;

/// <summary>A script for the callback list and what every pass in it should do.</summary>
internal sealed class CallbackVector
{
    private readonly string id;
    private readonly Dictionary<char, Function> functions = [];
    private readonly List<char?> steps = [];
    private readonly List<ExpectedPass> expected = [];

    private CallbackVector(string id) => this.id = id;

    /// <summary>Reads a case; null, and errors, if it cannot be understood.</summary>
    public static CallbackVector? Read(FieldReader fields, JsonElement line, VectorErrors errors)
    {
        int before = errors.Count;
        CallbackVector vector = new(fields.Text("id"));
        vector.ReadFunctions(line.GetProperty("behaviour"), errors);
        vector.ReadSteps(fields, errors);
        vector.ReadExpected(fields, errors);
        if (errors.Count != before)
            return null;
        foreach (Function function in vector.functions.Values)
        {
            foreach (Answer answer in function.Answers)
                vector.CheckNames(answer.Registers, $"behaviour.{function.Name}", errors);
        }
        int runs = vector.steps.Count(step => step is null);
        if (runs != vector.expected.Count)
            errors.Add("expect", $"has {vector.expected.Count} passes", $"{runs}: one for each run in steps");
        return errors.Count == before ? vector : null;
    }

    /// <summary>Runs the script.</summary>
    public VectorResult Run()
    {
        CallbackList list = new();
        int passes = 0;
        foreach (char? step in steps)
        {
            if (step is { } name)
            {
                list.Add(functions[name], null);
                continue;
            }
            ExpectedPass found = RunPass(list);
            ExpectedPass wanted = expected[passes++];
            if (wanted != found)
                return new VectorResult(id, new VectorDifference($"pass {passes}: {wanted}", $"pass {passes}: {found}"));
        }
        return new VectorResult(id, null);
    }

    private ExpectedPass RunPass(CallbackList list)
    {
        List<char> calls = [];
        CallbackPass pass = default;
        while (pass.Step != CallbackStep.End)
        {
            switch (pass.Step)
            {
                case CallbackStep.Take when list.TryTake(out CallbackEntry entry, out long owed):
                    pass.OnTaken(entry, owed);
                    break;
                case CallbackStep.Take:
                    pass.OnEmpty();
                    break;
                case CallbackStep.Call:
                    Function function = (Function)pass.Entry.Callback;
                    calls.Add(function.Name);
                    pass.OnReturn(Call(function, list));
                    break;
                default:
                    list.PutBack(pass.Entry);
                    pass.OnPutBack();
                    break;
            }
        }
        string[] left = new string[list.Count];
        for (int index = 0; index < left.Length; index++)
            left[index] = $"{((Function)list[index].Callback).Name}{list[index].Count}";
        return new ExpectedPass(string.Concat(calls), string.Join(' ', left));
    }

    private int Call(Function function, CallbackList list)
    {
        if (function.Calls == function.Answers.Count)
            return (int)CallbackStatus.Done;
        Answer answer = function.Answers[function.Calls++];
        foreach (char name in answer.Registers)
            list.Add(functions[name], null);
        return answer.Value;
    }

    private void ReadFunctions(JsonElement behaviour, VectorErrors errors)
    {
        if (behaviour.ValueKind != JsonValueKind.Object)
        {
            errors.Add("behaviour", $"is {FieldReader.Shorten(behaviour.GetRawText())}", "an object with a list for each function");
            return;
        }
        foreach (JsonProperty property in behaviour.EnumerateObject())
        {
            if (property.Name.Length != 1 || property.Value.ValueKind != JsonValueKind.Array)
            {
                errors.Add($"behaviour.{property.Name}", "is no function", "a name of one letter with a list of [returnValue, namesToRegister]");
                continue;
            }
            Function function = new(property.Name[0]);
            functions[function.Name] = function;
            foreach (JsonElement call in property.Value.EnumerateArray())
            {
                if (call.ValueKind == JsonValueKind.Array && call.GetArrayLength() == 2
                    && call[0].ValueKind == JsonValueKind.Number && call[0].TryGetInt32(out int value) && call[1].ValueKind == JsonValueKind.String)
                {
                    function.Answers.Add(new Answer(value, call[1].GetString()!));
                    continue;
                }
                errors.Add($"behaviour.{property.Name}[{function.Answers.Count}]", $"is {FieldReader.Shorten(call.GetRawText())}", "[returnValue, \"namesToRegister\"]");
                break;
            }
        }
    }

    private void ReadSteps(FieldReader fields, VectorErrors errors)
    {
        if (fields.Array("steps") is not { } array)
            return;
        foreach (JsonElement element in array.EnumerateArray())
        {
            string? step = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
            if (step == "run")
            {
                steps.Add(null);
            }
            else if (step is { Length: 5 } && step.StartsWith("add ", StringComparison.Ordinal))
            {
                CheckNames(step[4..], $"steps[{steps.Count}]", errors);
                steps.Add(step[4]);
            }
            else
            {
                errors.Add($"steps[{steps.Count}]", $"is {FieldReader.Shorten(element.GetRawText())}", "\"run\" or \"add X\"");
                return;
            }
        }
    }

    private void ReadExpected(FieldReader fields, VectorErrors errors)
    {
        if (fields.Array("expect") is not { } array)
            return;
        foreach (JsonElement element in array.EnumerateArray())
        {
            string path = $"expect[{expected.Count}]";
            if (element.ValueKind != JsonValueKind.Object)
            {
                errors.Add(path, "is no object", "an object with calls and list");
                return;
            }
            FieldReader pass = new(element, path, errors);
            string calls = pass.Text("calls");
            List<string> left = [];
            foreach (JsonElement entry in pass.Array("list")?.EnumerateArray() ?? default)
            {
                if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2
                    || entry[0].ValueKind != JsonValueKind.String || entry[1].ValueKind != JsonValueKind.Number)
                {
                    errors.Add($"{path}.list[{left.Count}]", $"is {FieldReader.Shorten(entry.GetRawText())}", "[\"name\", count]");
                    return;
                }
                left.Add($"{entry[0].GetString()}{entry[1].GetRawText()}");
            }
            expected.Add(new ExpectedPass(calls, string.Join(' ', left)));
        }
    }

    private void CheckNames(string names, string key, VectorErrors errors)
    {
        foreach (char name in names)
        {
            if (!functions.ContainsKey(name))
                errors.Add(key, $"names {name}", "a function of behaviour");
        }
    }

    /// <summary>What a pass calls, in order, and what it leaves on the list, head first.</summary>
    private sealed record ExpectedPass(string Calls, string Left)
    {
        public override string ToString() => $"calls {FieldReader.Shorten(Calls)} leaves [{FieldReader.Shorten(Left)}]";
    }

    private readonly record struct Answer(int Value, string Registers);

    private sealed class Function(char name)
    {
        public char Name { get; } = name;

        public List<Answer> Answers { get; } = [];

        public int Calls { get; set; }
    }
}
