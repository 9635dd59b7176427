using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Lab.Running;

namespace DmaActors.Lab.Scenarios;

/// <summary>One scenario: a machine, what it is asked to do, and what should come of it.</summary>
/// <remarks>Properties with a public setter are the keys of the file; <see cref="ScenarioLoader"/> fills them and the others.</remarks>
public sealed class Scenario
{
    [Description("What the scenario shows, in one line.")]
    [Required]
    public string Title { get; set; } = "";

    [Description("What one should know to understand it, in a few sentences.")]
    public string About { get; set; } = "";

    [Description("The kind of machine: the name of a file in config/platforms, or the path of a file of your own, relative to the scenario's file.")]
    public string Platform { get; set; } = "x86";

    [Description("Where everything that is drawn starts from. Equal seeds give equal runs.")]
    public ulong Seed { get; set; } = 1;

    [Description("Assemblies with drivers and devices of your own, relative to the scenario's file.")]
    public List<string> Assembly { get; set; } = [];

    [Description("How time runs.")]
    public RunMode Mode { get; set; } = RunMode.Timed;

    [Description("How many processors the machine has.")]
    public Processors Cpus { get; set; } = Processors.Many;

    [Description("The soft level at which callbacks run.")]
    public SoftcallSection Softcall { get; set; } = new();

    [Description("How the system implements the DMA interface where the real ones differ.")]
    public DdiSection Ddi { get; set; } = new();

    [Description("The caches that a driver can notice. What is left out here is as the platform's file has it.")]
    public CachesSection Caches { get; set; } = new();

    [Description("The IOMMU, on a platform that has one. What is left out here is as the platform's file has it.")]
    public IommuSection Iommu { get; set; } = new();

    [Description("Physical memory. What is left out here is as the platform's file has it.")]
    public MemorySection Memory { get; set; } = new();

    [Description("What the system has to give to DMA. What is left out here is as the platform's file has it.")]
    public NexusSection Nexus { get; set; } = new();

    [Description("The bus between devices and memory. What is left out here is as the platform's file has it.")]
    public BusSection Bus { get; set; } = new();

    [Description("What the steps of the machine take. What is left out here is as the platform's file has it.")]
    public TimingSection Timing { get; set; } = new();

    [Description("The devices, each with its driver.")]
    [Required]
    [MinLength(1)]
    public List<DeviceSection> Devices { get; set; } = [];

    [Description("What the machine is asked to do.")]
    public WorkloadSection Workload { get; set; } = new();

    [Description("When to stop at the latest.")]
    public BoundsSection Bounds { get; set; } = new();

    [Description("Which timers are watchdogs.")]
    public TimersSection Timers { get; set; } = new();

    [Description("What should come of the run. A campaign and the tests compare it.")]
    public ExpectSection? Expect { get; set; }

    [Description("Which rules the verifier leaves out.")]
    public RulesSection Rules { get; set; } = new();

    /// <summary>The path of the file, as it was given to the loader.</summary>
    public string File { get; internal set; } = "";

    /// <summary>The platform that <see cref="Platform"/> names. Its sections are those of the scenario, the scenario's own keys included.</summary>
    public Platform Machine { get; private set; } = new();

    /// <summary>The devices one by one, in the order of the file.</summary>
    public IReadOnlyList<DeviceInstance> Instances { get; internal set; } = [];

    /// <summary>The full path of a file that the scenario names.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(File))!);

    /// <summary>Where any message may be next, a cookie is moved in two grants, so that something can fall between them. True: in one.</summary>
    internal bool WholeGrants { get; private set; }

    /// <summary>The same scenario as far as it is in an excerpt.</summary>
    /// <param name="instances">Those that stay, in their order.</param>
    /// <param name="excerpt">What else stays.</param>
    internal Scenario Take(IReadOnlyList<DeviceInstance> instances, Excerpt excerpt)
    {
        var copy = (Scenario)MemberwiseClone();
        copy.Instances = instances;
        copy.WholeGrants = excerpt.WholeGrants;
        if (excerpt.Frames is { } some)
            copy.Workload = Workload.WithRequests(some);
        return copy;
    }

    /// <summary>Lays the scenario over a platform: from now on both have the same sections, and the keys of the scenario's file change them.</summary>
    internal void StartFrom(Platform platform)
    {
        Machine = platform;
        Caches = platform.Caches;
        Iommu = platform.Iommu;
        Memory = platform.Memory;
        Nexus = platform.Nexus;
        Bus = platform.Bus;
        Timing = platform.Timing;
    }
}

/// <summary>The soft level.</summary>
public sealed class SoftcallSection
{
    [Description("How many processors work off the queue of callback passes: with 2 of them two passes over one list can overlap.")]
    [Range(1, 2)]
    public int Cpus { get; set; } = 1;
}

/// <summary>Choices among implementations of the interface.</summary>
public sealed class DdiSection
{
    [Description("How a bind that found no resources registers its callback.")]
    public BindSteps Bind { get; set; } = BindSteps.Atomic;
}

/// <summary>Bounds: reaching one is a verdict of its own, never silence.</summary>
public sealed class BoundsSection
{
    [Description("Steps of a run; without it a million, or more where the workload needs more.")]
    [Range(1, 1_000_000_000_000)]
    public long? Steps { get; set; }

    [Description("Messages that may wait in one channel.")]
    [Range(1, 1 << 24)]
    public int Channel { get; set; } = 4096;
}

/// <summary>Timers.</summary>
public sealed class TimersSection
{
    [Description("Names of timers that fire only when nothing else can happen (untimed mode): watchdogs that should not race what they watch.")]
    public List<string> LastResort { get; set; } = [];
}

/// <summary>What should come of the run.</summary>
public sealed class ExpectSection
{
    [Description("How the run should end.")]
    [Required]
    public ExpectedVerdict Verdict { get; set; } = ExpectedVerdict.Passed;

    [Description("The rule that should be broken: `dmasim list rules` shows all.")]
    public string? Rule { get; set; }

    [Description("The rule that is broken in no order of messages, whatever else goes wrong; or a word such as `deadlock`. `dmasim hazards` explores for it.")]
    public string? Never { get; set; }
}

/// <summary>The verifier.</summary>
public sealed class RulesSection
{
    [Description("Ids of rules that are not checked: `dmasim list rules` shows all.")]
    public List<string> Off { get; set; } = [];
}
