global using DmaActors.Simulation;
