using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.Hardware.Tests")]
