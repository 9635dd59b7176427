using System.Runtime.CompilerServices;

// The machine is assembled there; drivers see none of what is internal here.
[assembly: InternalsVisibleTo("DmaActors.Lab")]
[assembly: InternalsVisibleTo("DmaActors.Framework.Tests")]
[assembly: InternalsVisibleTo("DmaActors.AkkaNet.Tests")]
[assembly: InternalsVisibleTo("DmaActors.Lab.Tests")]
[assembly: InternalsVisibleTo("DmaActors.Verifier.Tests")]
