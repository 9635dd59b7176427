using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.Lab.Tests")]
