using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Replay;
using MiyagiSensing.Simulators.Run;

namespace MiyagiSensing.Simulators.Commands;

/// <summary><c>run</c>: simulated devices, or recorded data, over MQTT.</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var devices = new Option<string>("--devices") { Description = "File of devices.", Required = true };
        var catalog = new Option<string>("--catalog") { Description = "Catalog folder.", Required = true };
        var host = new Option<string>("--mqtt-host") { Description = "Server.", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--mqtt-port") { Description = "MQTT port.", Required = true };
        var origin = new Option<DateTimeOffset>("--origin") { Description = "What the devices' clock shows at the start.", Required = true };
        var speed = new Option<double>("--speed") { Description = "Seconds of that clock for each real second.", Required = true };
        var seconds = new Option<int?>("--for") { Description = "Real seconds; without it until interrupted." };
        var replay = new Option<string?>("--replay") { Description = "Folder of recorded data sets to send instead." };
        var report = new Option<string>("--report") { Description = "JSON file for the devices' books.", Required = true };
        var command = new Command("run", "Lets the devices live until interrupted.") { devices, catalog, host, port, origin, speed, seconds, replay, report };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var counters = new DeviceCounters();
            var accounts = DeviceAccount.ReadAll(parse.GetRequiredValue(devices));
            var fleet = accounts.Select((account, i) => new FieldDevice(
                account, parse.GetRequiredValue(host), parse.GetRequiredValue(port), TimeProvider.System, new Random(i), counters)).ToList();
            var length = parse.GetValue(seconds) is { } limit ? TimeSpan.FromSeconds(limit) : (TimeSpan?)null;
            if (parse.GetValue(replay) is { } folder)
            {
                return await ReplayAsync(folder, accounts, fleet, counters, length, parse.GetRequiredValue(report), cancellationToken);
            }

            var simulated = new SimulatedClock(parse.GetRequiredValue(origin).ToUniversalTime(), parse.GetRequiredValue(speed), TimeProvider.System);
            var stations = SimulatedStation.ReadAll(parse.GetRequiredValue(catalog));
            var first = stations.GroupBy(station => station.Domain).Select(domain => domain.First().Id).ToHashSet();
            var byId = stations.ToDictionary(station => station.Id);
            var scripts = accounts.Select((account, i) => FieldScripts.Of(fleet[i], byId[account.Station], first.Contains(account.Station))).ToList();
            return await new FieldRun(fleet, simulated, counters, TimeProvider.System).RunAsync(scripts, length, parse.GetRequiredValue(report), cancellationToken) ? 0 : 1;
        });
        return command;
    }

    private static async Task<int> ReplayAsync(
        string folder, IReadOnlyList<DeviceAccount> accounts, List<FieldDevice> fleet, DeviceCounters counters, TimeSpan? length, string report, CancellationToken cancellationToken)
    {
        var sets = RecordedFiles.ReadAll(folder);
        var plan = ReplayPlan.Of(sets, length ?? TimeSpan.FromSeconds(ReplayPlanCommand.DefaultSeconds));
        foreach (var set in sets)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Name}: {set.Readings.Count} records of {set.From:yyyy-MM-dd HH:mm} to {set.To:yyyy-MM-dd HH:mm} UTC, {set.Repeats} repeats left out, played from {plan.Origin:yyyy-MM-dd HH:mm} UTC on"));
        }

        var byStation = fleet.Zip(accounts).ToDictionary(pair => pair.Second.Station, pair => pair.First);
        var simulated = new SimulatedClock(plan.Origin, plan.Speed, TimeProvider.System);
        var next = 0;
        var drained = await new FieldRun(fleet, simulated, counters, TimeProvider.System).RunAsync(
            now =>
            {
                for (; next < plan.Readings.Count && plan.Readings[next].At <= now; next++)
                {
                    var reading = plan.Readings[next];
                    if (byStation.TryGetValue(reading.Station, out var device))
                    {
                        device.Measure(reading.Kind, reading.Payload, reading.Readings);
                    }
                }

                return next == plan.Readings.Count;
            },
            length: null, report, cancellationToken);
        return drained ? 0 : 1;
    }
}
