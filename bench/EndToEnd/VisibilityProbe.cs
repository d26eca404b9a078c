using System.Globalization;
using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Client;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;
using Npgsql;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>
/// One more device, whose every reading is looked for until it can be seen: in the read model of newest values and in InfluxDB. Times count from the PUBLISH; they hold the looking, every 2 ms and
/// every 5 ms.
/// </summary>
internal sealed class VisibilityProbe(DeviceAccount account, int mqttPort, NpgsqlDataSource database, HttpClient influx, string influxDatabase, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(30);

    /// <summary>From PUBLISH to the read model.</summary>
    public LatencyHistogram ReadModel { get; } = new();

    /// <summary>From PUBLISH to InfluxDB.</summary>
    public LatencyHistogram InfluxDb { get; } = new();

    /// <summary>Readings that were acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Readings that were not seen within half a minute.</summary>
    public int Unseen { get; private set; }

    /// <summary>Probes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = new MqttClientOptions { Host = "127.0.0.1", Port = mqttPort, ClientId = account.Device, UserName = account.Device, Password = account.Secret };
            await using var client = await MqttClient.ConnectAsync(options, cancellationToken);
            while (true)
            {
                await ProbeAsync(client, cancellationToken);
                await Task.Delay(Pace, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The measurement is over; a reading that is just being looked for does not count.
        }
    }

    private async Task ProbeAsync(MqttClient client, CancellationToken cancellationToken)
    {
        var instant = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{instant}},"m":{"stage":0.5} }"""));
        var began = clock.GetTimestamp();
        await client.PublishAsync($"miyagi/v1/{account.Domain}/{account.Device}/telemetry", payload, MqttQualityOfService.AtLeastOnce, CancellationToken.None);
        Acknowledged++;
        await Task.WhenAll(
            SeeAsync(() => IsInReadModelAsync(instant, cancellationToken), TimeSpan.FromMilliseconds(2), began, ReadModel, cancellationToken),
            SeeAsync(() => IsInInfluxAsync(instant, cancellationToken), TimeSpan.FromMilliseconds(5), began, InfluxDb, cancellationToken));
    }

    private async Task SeeAsync(Func<Task<bool>> isThere, TimeSpan pause, long began, LatencyHistogram histogram, CancellationToken cancellationToken)
    {
        while (!await isThere())
        {
            if (clock.GetElapsedTime(began) > GivesUp)
            {
                Unseen++;
                return;
            }

            await Task.Delay(pause, clock, cancellationToken);
        }

        histogram.Add(clock.GetElapsedTime(began));
    }

    private async Task<bool> IsInReadModelAsync(long instant, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select exists (select from miyagi.latest_values where device = $1 and measured_at >= $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = account.Device });
        command.Parameters.Add(new NpgsqlParameter { Value = DateTimeOffset.FromUnixTimeMilliseconds(instant) });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<bool> IsInInfluxAsync(long instant, CancellationToken cancellationToken)
    {
        var query = $"SELECT \"stage\" FROM \"{account.Domain}\" WHERE \"device\" = '{account.Device}' AND time >= {instant}ms LIMIT 1";
        var answer = await influx.GetStringAsync(new Uri($"query?db={influxDatabase}&q={Uri.EscapeDataString(query)}", UriKind.Relative), cancellationToken);
        return answer.Contains("\"values\"", StringComparison.Ordinal);
    }
}
