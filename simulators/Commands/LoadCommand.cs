using System.CommandLine;
using System.Text.Json;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;

namespace MiyagiSensing.Simulators.Commands;

/// <summary><c>load</c>: as many acknowledged readings as the server can give.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Build()
    {
        var devices = new Option<string>("--devices") { Description = "File of devices.", Required = true };
        var port = new Option<int>("--mqtt-port") { Description = "MQTT port.", Required = true };
        var connections = new Option<int>("--connections") { Description = "Connections, a device each.", DefaultValueFactory = _ => 100 };
        var window = new Option<int>("--window") { Description = "PUBLISHes on their way at once, for each connection.", DefaultValueFactory = _ => 20 };
        var seconds = new Option<int>("--seconds") { Description = "Length of the measurement.", DefaultValueFactory = _ => 20 };
        var rate = new Option<int?>("--rate") { Description = "Messages a second of all connections together." };
        var reconnect = new Option<bool>("--reconnect") { Description = "Connects again after a loss and sends again what was not acknowledged." };
        var report = new Option<string>("--report") { Description = "JSON file for the result.", Required = true };
        var log = new Option<string?>("--ack-log") { Description = "CSV file: device, instant of its first reading, readings acknowledged." };
        var command = new Command("load", "Sends readings and counts acknowledgements.") { devices, port, connections, window, seconds, rate, reconnect, report, log };
        command.SetAction(async (parse, cancellationToken) =>
        {
            // Read by the runtime at the first socket: continuations run where the socket is polled, which halves what a message costs (measured with a sink).
            Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
            var accounts = DeviceAccount.ReadAll(parse.GetRequiredValue(devices)).Take(parse.GetValue(connections)).ToList();
            if (accounts.Count < parse.GetValue(connections))
            {
                await Console.Error.WriteLineAsync($"The file has {accounts.Count} devices; {parse.GetValue(connections)} connections need one each: provision --load {parse.GetValue(connections)}.");
                return 1;
            }

            var options = new LoadOptions
            {
                Port = parse.GetRequiredValue(port),
                Window = parse.GetValue(window),
                Rate = parse.GetValue(rate),
                Reconnect = parse.GetValue(reconnect),
            };
            using var run = new LoadRun(accounts, options, TimeProvider.System);
            var result = await run.RunAsync(TimeSpan.FromSeconds(parse.GetValue(seconds)), Patience, cancellationToken);
            await File.WriteAllTextAsync(parse.GetRequiredValue(report), JsonSerializer.Serialize(result, Json), CancellationToken.None);
            if (parse.GetValue(log) is { } file)
            {
                await File.WriteAllLinesAsync(file, run.AcknowledgedByDevice.Select(pair => $"{pair.Key},{run.FirstInstant},{pair.Value}"), CancellationToken.None);
            }

            foreach (var failure in result.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return result.Failures.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
