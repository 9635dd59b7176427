global using DmaActors.Framework;
global using DmaActors.Framework.Rules;
global using DmaActors.Simulation;
global using DmaActors.Simulation.Contexts;
