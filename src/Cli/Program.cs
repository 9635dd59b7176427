return DmaActors.Cli.CommandLine.DmaSim.Run(args);
