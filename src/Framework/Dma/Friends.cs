using System.Runtime.CompilerServices;

// The pure DMA libraries are no business of a driver, hence internal. Lab verifies and measures them without a machine around them.
[assembly: InternalsVisibleTo("DmaActors.Lab")]
[assembly: InternalsVisibleTo("DmaActors.Framework.Tests")]
