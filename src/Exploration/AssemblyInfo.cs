using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.Exploration.Tests")]
