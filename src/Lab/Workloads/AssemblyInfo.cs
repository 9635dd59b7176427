using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.Bench")]
[assembly: InternalsVisibleTo("DmaActors.Lab.Tests")]
