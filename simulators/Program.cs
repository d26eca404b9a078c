using System.CommandLine;
using MiyagiSensing.Simulators.Commands;

var root = new RootCommand("Simulated field devices and load for MiyagiSensing.")
{
    ProvisionCommand.Build(),
    RunCommand.Build(),
    ReplayPlanCommand.Build(),
    LoadCommand.Build(),
};
return await root.Parse(args).InvokeAsync();
