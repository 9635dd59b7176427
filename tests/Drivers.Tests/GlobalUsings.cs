global using DmaActors.Lab.Running;
