using BenchmarkDotNet.Running;

// In this process: the project that would be generated were built by the rules of this repository, and need not be.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", .. args]);
