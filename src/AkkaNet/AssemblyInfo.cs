using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DmaActors.AkkaNet.Tests")]
