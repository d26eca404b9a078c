using System.CommandLine;
using System.Text.Json;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary><c>end-to-end</c>: loads a running platform and says what it did. <c>./miyagi bench</c> starts the platform and calls this.</summary>
internal static class EndToEndCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static RootCommand Build()
    {
        var devices = new Option<string>("--devices") { Description = "File of devices: one for each connection and one for the probe.", Required = true };
        var port = new Option<int>("--mqtt-port") { Description = "MQTT port.", Required = true };
        var connections = new Option<int>("--connections") { Description = "Connections, a device each.", DefaultValueFactory = _ => 100 };
        var window = new Option<int>("--window") { Description = "PUBLISHes on their way at once, for each connection.", DefaultValueFactory = _ => 20 };
        var seconds = new Option<int>("--seconds") { Description = "Length of the measurement.", DefaultValueFactory = _ => 20 };
        var rate = new Option<int?>("--rate") { Description = "Messages a second of all connections together; as many as are acknowledged when not given." };
        var mosquitto = new Option<bool>("--mosquitto") { Description = "Runs the same load on mosquitto afterwards." };
        var process = new Option<string[]>("--process") { Description = "NAME=ID of a process to measure." };
        var influxFolder = new Option<string?>("--influx-folder") { Description = "InfluxDB's data folder." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("end-to-end", "Loads a running platform.") { devices, port, connections, window, seconds, rate, mosquitto, process, influxFolder, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            // Read by the runtime at the first socket: continuations run where the socket is polled, which halves what a message costs (measured with a sink).
            Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
            var accounts = DeviceAccount.ReadAll(parse.GetRequiredValue(devices));
            if (accounts.Count <= parse.GetValue(connections))
            {
                await Console.Error.WriteLineAsync($"The file has {accounts.Count} devices; {parse.GetValue(connections)} connections and the probe need one each.");
                return 1;
            }

            await using var run = new EndToEndRun(
                accounts,
                parse.GetValue(connections),
                new LoadOptions { Port = parse.GetRequiredValue(port), Window = parse.GetValue(window), Rate = parse.GetValue(rate) },
                parse.GetValue(process) ?? [],
                parse.GetValue(influxFolder),
                TimeProvider.System);
            var report = await run.RunAsync(TimeSpan.FromSeconds(parse.GetValue(seconds)), parse.GetValue(mosquitto), cancellationToken);
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, Json));
            }
            else
            {
                foreach (var line in BenchTable.Lines(report))
                {
                    Console.WriteLine(line);
                }
            }

            foreach (var failure in report.Load.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return report.Load.Failures.Count == 0 && report.Committed == report.Load.Acknowledged && report.InInfluxDb == report.Committed ? 0 : 1;
        });
        return new RootCommand("MiyagiSensing, end to end.") { command };
    }
}
