using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Simulators.Devices;

namespace MiyagiSensing.Simulators.Commands;

/// <summary><c>provision</c>: makes the file of devices that <c>device import</c> reads.</summary>
internal static class ProvisionCommand
{
    public static Command Build()
    {
        var catalog = new Option<string>("--catalog") { Description = "Catalog folder.", Required = true };
        var output = new Option<string>("--out") { Description = "CSV file to write, readable by you alone.", Required = true };
        var load = new Option<int>("--load") { Description = "Devices for the load generator instead of one for each station." };
        var command = new Command("provision", "Makes a device for each station, or devices for load.") { catalog, output, load };
        command.SetAction(parse =>
        {
            var stations = SimulatedStation.ReadAll(parse.GetRequiredValue(catalog));
            var number = parse.GetValue(load);
            var rivers = stations.Where(station => station.Domain == "river").ToList();
            var accounts = number > 0
                ? Enumerable.Range(1, number).Select(i => DeviceAccount.Create(
                    string.Create(CultureInfo.InvariantCulture, $"load-{i:0000}"), "river", rivers[i % rivers.Count].Id))
                : stations.Select(station => DeviceAccount.Create($"{station.Id}-d1", station.Domain, station.Id));
            DeviceAccount.WriteAll(parse.GetRequiredValue(output), accounts);
        });
        return command;
    }
}
