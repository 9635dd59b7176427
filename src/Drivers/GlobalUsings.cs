global using DmaActors.Framework;
global using DmaActors.Framework.Callbacks;
global using DmaActors.Framework.Dma;
global using DmaActors.Framework.Isa;
global using DmaActors.Simulation;
