global using DmaActors.Simulation;
global using DmaActors.Simulation.Hosting;
