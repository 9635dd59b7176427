global using IMedia = DmaActors.Hardware.DeviceModel.IMedia;
