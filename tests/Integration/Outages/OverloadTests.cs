using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Client;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Outages;

/// <summary>Far more comes in than can be stored, and the store stands still for a while: memory stays bounded, and nothing that was acknowledged is missing or doubled.</summary>
public sealed class OverloadTests(OwnServersFixture platform) : IntegrationTest(platform), IClassFixture<OwnServersFixture>
{
    private const int Devices = 150;
    private const int ReadingsPerMessage = 1_000;
    private const int MessagesEach = 12;

    /// <summary>The advisory lock that every append waits for; EventStore's <c>002-append.sql</c>.</summary>
    private const long AppendLock = 727071;

    /// <summary>What the platform promises to stay below under any overload.</summary>
    private const long MemoryLimitBytes = 512L * 1024 * 1024;

    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(8);

    private readonly OwnServersFixture _platform = platform;

    [Fact]
    public async Task A_flood_of_large_messages_and_a_store_that_stands_still_cost_bounded_memory_and_no_reading()
    {
        var logins = Enumerable.Range(0, Devices)
            .Select(i => new DeviceLogin($"flood-{i}", "river", "river-0400000001", RandomNumberGenerator.GetHexString(32))).ToList();
        await _platform.ImportDevicesAsync(logins, Cancellation);
        var first = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds();
        await using var blocker = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await blocker.OpenAsync(Cancellation);
        await LockAsync(blocker, "pg_advisory_lock");

        var floods = logins.ConvertAll(login => FloodAsync(login, first));
        await Eventually.LastsAsync(Standstill, Cancellation);
        Assert.DoesNotContain(floods, flood => flood.IsCompleted);
        await LockAsync(blocker, "pg_advisory_unlock");
        await Task.WhenAll(floods);

        Assert.Equal((long)Devices * MessagesEach * ReadingsPerMessage, await StoredAsync());
        var peak = PeakMemoryBytes(_platform.Platform.ProcessId);
        TestContext.Current.TestOutputHelper?.WriteLine($"peak memory of the platform: {peak / 1024 / 1024} MiB");
        Assert.InRange(peak, 1, MemoryLimitBytes);
    }

    /// <summary>Everything of one device at once; ends when all is acknowledged.</summary>
    private async Task FloodAsync(DeviceLogin login, long first)
    {
        await using var client = await MqttClient.ConnectAsync(
            new MqttClientOptions
            {
                Host = "127.0.0.1",
                Port = _platform.MqttPort,
                ClientId = login.Device,
                UserName = login.Device,
                Password = login.Secret,
                ConnectTimeout = TimeSpan.FromMinutes(1),
                KeepAlive = TimeSpan.Zero,
            },
            Cancellation);
        var reasons = await Task.WhenAll(Enumerable.Range(0, MessagesEach).Select(message => client.PublishAsync(
            login.Topic("telemetry"), Payload(first + ((long)message * ReadingsPerMessage)), MqttQualityOfService.AtLeastOnce, Cancellation)));
        Assert.All(reasons, reason => Assert.Equal(MqttReasonCode.Success, reason));
        await client.DisconnectAsync(Cancellation);
    }

    private static byte[] Payload(long first)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < ReadingsPerMessage; i++)
        {
            var value = 0.1 + (i % 50 / 1000.0);
            text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{{\"ts\":{first + i},\"m\":{{\"stage\":{value:0.000}}}}}");
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    private async Task<long> StoredAsync()
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("select count(*) from miyagi.journal_readings where device like 'flood-%'", connection) { CommandTimeout = 300 };
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task LockAsync(NpgsqlConnection connection, string function)
    {
        await using var command = new NpgsqlCommand($"select {function}({AppendLock})", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static long PeakMemoryBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
