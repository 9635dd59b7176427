using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.Simulation.Tests")]
