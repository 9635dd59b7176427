using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Scenarios;

/// <summary>What the keys of a scenario must be to each other: checks that no single section can make.</summary>
internal sealed class ScenarioChecks
{
    private readonly Scenario scenario;
    private readonly Spots spots;
    private readonly IScenarioCatalog catalog;
    private readonly ScenarioLoadOptions options;
    private readonly List<InputError> errors;

    /// <summary>Keys that have an error already: what depends on their values is not said again.</summary>
    private readonly HashSet<string> bad;

    private ScenarioChecks(Scenario scenario, Spots spots, IScenarioCatalog catalog, ScenarioLoadOptions options, List<InputError> errors)
    {
        this.scenario = scenario;
        this.spots = spots;
        this.catalog = catalog;
        this.options = options;
        this.errors = errors;
        bad = errors.Select(error => error.Key).ToHashSet(StringComparer.Ordinal);
    }

    public static void Run(Scenario scenario, Spots spots, IScenarioCatalog catalog, ScenarioLoadOptions options, List<InputError> errors)
    {
        var checks = new ScenarioChecks(scenario, spots, catalog, options, errors);
        checks.CheckNames();
        checks.CheckProcessors();
        checks.CheckPlatform();
        checks.CheckMemory();
        checks.CheckWorkload();
        checks.CheckRules();
        if (options.FilesMustExist)
            checks.CheckFiles();
        new DeviceChecks(scenario, !checks.bad.Contains("memory.size"), catalog, checks.Good, checks.bad.Contains, checks.Add).Run();
    }

    /// <summary>The file has the key, and its value could be read.</summary>
    private bool Good(string key) => spots.Has(key) && !bad.Contains(key);

    /// <returns>Where the key stands, for errors that mention it.</returns>
    private int Add(string key, string? message, string expected)
    {
        if (message is not null)
            errors.Add(spots.Error(key, message, expected));
        return spots[key].Line;
    }

    private void CheckNames()
    {
        for (var i = 0; i < scenario.Devices.Count; i++)
        {
            var device = scenario.Devices[i];
            CheckName($"devices[{i}].model", device.Model, catalog.TryGetDevice(device.Model, out _), "device model", catalog.DeviceModels);
            CheckName($"devices[{i}].driver", device.Driver, catalog.TryGetDriver(device.Driver, out _), "driver", catalog.DriverNames);
        }
    }

    private void CheckName(string key, string name, bool known, string what, IEnumerable<string> names)
    {
        if (known || !Good(key))
            return;
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        Add(
            key,
            $"there is no {what} {Quote.Short(name)}",
            sorted.Count == 0 ? $"a {what}, but none was found" : Spelling.Hint(name, sorted) + $"known are {string.Join(", ", sorted)}"
        );
    }

    /// <summary>
    /// What a scenario changes of its platform must be there. On the platform that the command line takes in its place, what is not there is left alone: the
    /// same scenario runs on all.
    /// </summary>
    private void CheckPlatform()
    {
        var machine = scenario.Machine;
        if (options.Platform is null && !machine.HasIommu)
        {
            if (Good("iommu"))
                Add("iommu", "the platform has no IOMMU: its devices see physical addresses", "a platform with `addresses: dvma`, such as `platform: sparc`, or no `iommu`");
            if (Good("caches.streaming") && scenario.Caches.Streaming.Lines > 0)
                Add("caches.streaming", "a streaming cache finds its lines by DVMA, and the platform's addresses are physical", "a platform with `addresses: dvma`, such as `platform: sparc`");
        }

        if (machine.HasIommu && Good("caches.cpu") && scenario.Caches.Cpu.Lines > 0)
            Add("caches.cpu", "the nexus of an IOMMU knows no processor's cache that nobody snoops", "a platform with `addresses: physical`, such as `platform: noncoherent`");
    }

    private void CheckMemory()
    {
        if (bad.Contains("memory.size") || bad.Contains("page"))
            return;
        var page = scenario.Machine.PageBytes;
        if (scenario.Memory.SizeBytes % page != 0)
            Add("memory.size", "memory is not in whole pages", $"a multiple of the platform's page, {UnitKind.SizeText(page)}");
        var (pages, least) = (scenario.Memory.SizeBytes / page, scenario.Nexus.CopyBufferPages * page);
        if (scenario.Machine.HasIommu || bad.Contains("nexus.copyBufferPages") || scenario.Nexus.CopyBufferPages <= pages)
            return;
        if (spots.Has("nexus.copyBufferPages") || !spots.Has("memory.size"))
            Add("nexus.copyBufferPages", "the pool for copy buffers is larger than memory", $"at most {pages} pages of {UnitKind.SizeText(page)}");
        else
            Add(
                "memory.size",
                $"memory is smaller than the pool for copy buffers, {scenario.Nexus.CopyBufferPages} pages",
                $"at least {UnitKind.SizeText(least)}, or fewer `nexus.copyBufferPages`"
            );
    }

    private void CheckProcessors()
    {
        if (scenario is { Cpus: Processors.One, Softcall.Cpus: > 1 })
            Add("softcall.cpus", "callbacks cannot run on two processors of a machine with `cpus: 1`", "1, or `cpus: many`");
    }

    private void CheckWorkload()
    {
        var workload = scenario.Workload;
        if (bad.Contains("workload.kind"))
            return;
        Idle([WorkloadKind.Iolog], "iolog", "paced");
        Idle([WorkloadKind.Mix, WorkloadKind.Frames], "requests");
        Idle([WorkloadKind.Mix], "readPercent", "sizes", "pattern");
        Idle([WorkloadKind.Frames], "frame");
        Idle([WorkloadKind.Mix, WorkloadKind.Iolog, WorkloadKind.Frames], "depth");
        Idle([WorkloadKind.Mix, WorkloadKind.Iolog], "ioDone");
        Idle([WorkloadKind.Mix, WorkloadKind.Iolog, WorkloadKind.Frames], "suspendAfter", "powerOff");
        CheckRequests(workload);
        CheckSuspend(workload);
        if (workload.Kind != WorkloadKind.None)
            CheckDriversFit(workload.Kind == WorkloadKind.Frames);

        void Idle(WorkloadKind[] kinds, params string[] keys)
        {
            if (kinds.Contains(workload.Kind))
                return;
            foreach (var key in keys.Where(key => Good($"workload.{key}")))
            {
                var expected = string.Join(" or ", kinds.Select(kind => $"`kind: {kind.ToString().ToLowerInvariant()}`"));
                Add($"workload.{key}", $"`{key}` means nothing to a workload of this kind", $"{expected}, or no such key");
            }
        }
    }

    /// <summary>A plan stays in memory, so there is a most for all devices together.</summary>
    private void CheckRequests(WorkloadSection workload)
    {
        var (devices, most) = (scenario.Devices.Sum(device => (long)device.Count), SyntheticMix.MostRequests(new IoLimits()));
        if (workload.Kind == WorkloadKind.Mix && Good("workload.requests") && workload.Requests * devices > most)
            Add("workload.requests", $"{workload.Requests} for each device, of which there are {devices}, are more than the {most} of the longest run", $"at most {most / devices}");
    }

    private void CheckSuspend(WorkloadSection workload)
    {
        if (workload.SuspendAfter is not null && scenario.Devices.FindIndex(device => device.OnPanic != PanicResponse.End) is var recovered and >= 0 && Good($"devices[{recovered}].onPanic"))
            Add($"devices[{recovered}].onPanic", "a driver that is stopped cannot be suspended with the others", "`onPanic: end`, or no `suspendAfter` in the workload");
        if (workload.SuspendAfter is null && Good("workload.powerOff") && !bad.Contains("workload.suspendAfter"))
            Add("workload.powerOff", "`powerOff` means nothing to a machine that is never suspended", "`suspendAfter` beside it, or no such key");
        var requests = workload.Requests * scenario.Devices.Sum(device => (long)device.Count);
        if (workload.Kind is WorkloadKind.Mix or WorkloadKind.Frames && workload.SuspendAfter >= requests && Good("workload.suspendAfter") && !bad.Contains("workload.requests"))
            Add("workload.suspendAfter", "the workload is over by then", $"less than its {requests} requests");
    }

    /// <summary>Frames are for network drivers, and requests for the others.</summary>
    private void CheckDriversFit(bool frames)
    {
        for (var i = 0; i < scenario.Devices.Count; i++)
        {
            if (!catalog.TryGetDriver(scenario.Devices[i].Driver, out var entry) || entry.IsNetwork == frames || !Good($"devices[{i}].driver"))
                continue;
            if (frames)
                Add($"devices[{i}].driver", $"`kind: frames` is for network drivers, and {Quote.Short(entry.Name)} is none", "a network driver such as `ring-net`, or another `workload.kind`");
            else
                Add($"devices[{i}].driver", $"{Quote.Short(entry.Name)} is a network driver, and the workload is made of requests to disks", "`workload: { kind: frames }`, or a block driver");
        }
    }

    private void CheckRules()
    {
        for (var i = 0; i < scenario.Rules.Off.Count; i++)
            CheckRule($"rules.off[{i}]", scenario.Rules.Off[i]);
        CheckNever(scenario.Expect?.Never);
        if (scenario.Expect is not { Rule: { } rule } expect)
            return;
        CheckRule("expect.rule", rule);
        if (expect.Verdict == ExpectedVerdict.Passed && Good("expect.verdict"))
            Add("expect.rule", "a run that passes breaks no rule", "another verdict, such as `verdict: failed`, or no rule");
        if (scenario.Rules.Off.Contains(rule))
            Add("expect.rule", "the rule is not checked: `rules.off` names it", "a rule that is checked");
    }

    /// <summary>A rule, or a word for what no rule says.</summary>
    private void CheckNever(string? never)
    {
        if (never is null)
            return;
        CheckName("expect.never", never, catalog.RuleIds.Concat(ViolationWords.All).Contains(never, StringComparer.Ordinal), "rule", catalog.RuleIds.Concat(ViolationWords.All));
        if (scenario.Rules.Off.Contains(never))
            Add("expect.never", "the rule is not checked: `rules.off` names it", "a rule that is checked");
    }

    private void CheckRule(string key, string id)
    {
        if (Good(key))
            CheckName(key, id, catalog.RuleIds.Contains(id, StringComparer.Ordinal), "rule", catalog.RuleIds);
    }

    private void CheckFiles()
    {
        for (var i = 0; i < scenario.Assembly.Count; i++)
            CheckFile($"assembly[{i}]", scenario.Assembly[i], "an assembly");
        if (scenario.Workload.Kind == WorkloadKind.Iolog && options.Iolog is null)
            CheckFile("workload.iolog", scenario.Workload.Iolog, "an I/O log");
        for (var i = 0; i < scenario.Devices.Count; i++)
            CheckFile($"devices[{i}].media.image", scenario.Devices[i].Media?.Image, "a disk image");
    }

    private void CheckFile(string key, string? path, string what)
    {
        if (path is null || !Good(key))
            return;
        string full;
        try
        {
            full = scenario.Resolve(path);
        }
        catch (ArgumentException)
        {
            Add(key, $"{Quote.Short(path)} is not a path", $"the path of {what}, relative to the scenario's file");
            return;
        }

        if (!File.Exists(full))
            Add(key, $"there is no file {Quote.Short(full)}", $"the path of {what}, relative to the scenario's file");
    }
}
