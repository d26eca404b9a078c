using BenchmarkDotNet.Running;
using MiyagiSensing.Bench.Journal;

BenchmarkSwitcher.FromAssembly(typeof(JournalBlockBenchmarks).Assembly).Run(args);
