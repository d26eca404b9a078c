using BenchmarkDotNet.Running;
using MiyagiSensing.Bench.EndToEnd;
using MiyagiSensing.Bench.Journal;

if (args is ["end-to-end", ..])
{
    return await EndToEndCommand.Build().Parse(args).InvokeAsync();
}

// In this process: the projects that BenchmarkDotNet would generate and build do not fit the repository's build rules.
BenchmarkSwitcher.FromAssembly(typeof(JournalBlockBenchmarks).Assembly).Run([.. args, "--inProcess"]);
return 0;
