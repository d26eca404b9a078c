using System.CommandLine;
using MiyagiSensing.Simulators.Commands;

var root = new RootCommand("Simulated field devices and load for MiyagiSensing.")
{
    ProvisionCommand.Build(),
    RunCommand.Build(),
    ReplayPlanCommand.Build(),
    LoadCommand.Build(),
};

// What is on its way when the program is told to end gets its time; `miyagi` waits 20 s.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(18) });
