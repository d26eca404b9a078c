using BenchmarkDotNet.Running;
using MiyagiSensing.Bench.EndToEnd;
using MiyagiSensing.Bench.Journal;

if (args is ["end-to-end", ..])
{
    return await EndToEndCommand.Build().Parse(args).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(JournalBlockBenchmarks).Assembly).Run(args);
return 0;
