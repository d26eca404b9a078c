using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Rollups;

/// <summary>Hours of a gauge in the real platform: corrected, killed, replayed and audited.</summary>
public sealed class RollupsTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task Rows_survive_a_kill_and_corrections_and_equal_a_replay()
    {
        var login = await _platform.AddDeviceAsync("rollup-1", "river", Station, Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        var hour = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(-5);
        await PublishAsync(login, hour, "0.1");
        await PublishAsync(login, hour.AddMinutes(20), "0.2");
        await PublishAsync(login, hour.AddMinutes(40), "null");
        await PublishAsync(login, hour.AddMinutes(60), "7");
        await RowsAreAsync("2|1|0.1|0.2|0.300000000", "1|0|7|7|7.000000000");

        // The greatest value is found wrong: what is left has a smaller one. And a reading comes later into the stretch.
        await CorrectAsync(login, hour.AddMinutes(20), hour.AddMinutes(60), "--missing");
        await RowsAreAsync("1|2|0.1|0.1|0.100000000", "1|0|7|7|7.000000000");
        await _platform.KillAsync();
        await _platform.Platform.StartAsync(Cancellation);
        await PublishAsync(login, hour.AddMinutes(30), "9");
        await PublishAsync(login, hour.AddMinutes(10), "-0.4");
        await PublishAsync(login, hour.AddMinutes(10), "-0.4");
        await RowsAreAsync("2|3|-0.4|0.1|-0.300000000", "1|0|7|7|7.000000000");

        await CorrectAsync(login, hour.AddMinutes(50), hour.AddMinutes(70), "--offset", "-2");
        await RowsAreAsync("2|3|-0.4|0.1|-0.300000000", "1|0|5|5|5.000000000");
        var made = (await _platform.EventStore.EventsAsync("correction_made", Cancellation)).First(data => data.Contains("rollup-1", StringComparison.Ordinal));
        var id = System.Text.Json.JsonDocument.Parse(made).RootElement.GetProperty("correction").GetString()!;
        await _platform.Platform.CommandAsync(["correction", "undo", id, "--reason", "The sensor was well."], NoSettings, Cancellation);
        await RowsAreAsync("4|1|-0.4|9|8.900000000", "1|0|5|5|5.000000000");

        Assert.EndsWith("equal", (await CommandAsync("verify", "rollups")).TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("differs", await CommandAsync("audit"), StringComparison.Ordinal);

        await ExecuteAsync("update miyagi.rollup_hours set count = count + 1 where device = 'rollup-1' and metric = 'stage' and count = 4");
        var verdict = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("verify", "rollups"));
        Assert.Contains("count is 5 live and 4 in the replay", verdict.Message, StringComparison.Ordinal);
        await CommandAsync("rebuild", "rollups");
        await RowsAreAsync("4|1|-0.4|9|8.900000000", "1|0|5|5|5.000000000");
    }

    private Task RowsAreAsync(params string[] expected)
    {
        var found = "";
        return Eventually.HoldsAsync(
            $"the hours are {string.Join(", ", expected)}",
            async () => (found = string.Join(", ", await RowsAsync())) == string.Join(", ", expected),
            Cancellation,
            found: () => $"They are {found}.");
    }

    private async Task<List<string>> RowsAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "select concat_ws('|', count, missing, minimum, maximum, sum) from miyagi.rollup_hours where device = 'rollup-1' and metric = 'stage' order by day, hour", connection);
        List<string> rows = [];
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private Task PublishAsync(DeviceLogin login, DateTimeOffset at, string stage) => _platform.PublishAsync(
        login, string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{at.ToUnixTimeMilliseconds()}},"m":{"stage":{{stage}},"battery":3.9} }"""), Cancellation);

    private Task<string> CorrectAsync(DeviceLogin login, DateTimeOffset from, DateTimeOffset to, params string[] change) => _platform.Platform.CommandAsync(
        [
            "correction", "add", "--device", login.Device, "--metric", "stage", "--from", from.ToString("O", CultureInfo.InvariantCulture),
            "--to", to.ToString("O", CultureInfo.InvariantCulture), .. change, "--reason", "The gauge was moved.", "--yes",
        ],
        NoSettings,
        Cancellation);

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(["projection", .. arguments], NoSettings, Cancellation);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }
}
