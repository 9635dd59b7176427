global using DmaActors.Hardware.Bus;
global using DmaActors.Hardware.Caches;
global using DmaActors.Hardware.DeviceModel;
global using DmaActors.Hardware.Interrupts;
global using DmaActors.Hardware.Iommu;
global using DmaActors.Hardware.Memory;
global using DmaActors.Simulation;
