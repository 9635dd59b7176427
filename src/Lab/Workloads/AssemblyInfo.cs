using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.Bench")]
[assembly: InternalsVisibleTo("DmaActors.Lab.Tests")]

// Tests of drivers talk to the instances of a booted machine, and choose its steps.
[assembly: InternalsVisibleTo("DmaActors.Drivers.Tests")]
[assembly: InternalsVisibleTo("DmaActors.Verifier.Tests")]
