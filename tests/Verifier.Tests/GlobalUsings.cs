global using DmaActors.Framework;
global using DmaActors.Framework.Callbacks;
global using DmaActors.Framework.Dma;
global using DmaActors.Framework.Isa;
global using DmaActors.Framework.Rules;
global using DmaActors.Lab.Running;
global using DmaActors.Simulation;
global using DmaActors.Verifier.Tests.Support;
