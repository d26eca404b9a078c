using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Rivers;

/// <summary>The rows that river queries judge, in the real platform: the same readings in any order leave the same rows.</summary>
public sealed class GaugeReadingsTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task Order_and_repeats_leave_no_trace_and_only_the_newest_hours_and_of_a_minute_the_newest_reading_stay()
    {
        var now = TimeProvider.System.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(-5);
        (int Seconds, double Level)[] readings = [(-13 * 3600, 1), (-11 * 3600, 2), (-3600, 3), (-60, 4), (0, 5), (20, 6), (40, 7)];
        var orders = new[] { readings, [.. readings.Reverse(), readings[0], readings[5]], [readings[3], readings[6], readings[1], readings[5], readings[0], readings[4], readings[2]] };
        for (var i = 0; i < orders.Length; i++)
        {
            var login = await _platform.AddDeviceAsync($"order-{i}", "river", Station, Cancellation);
            foreach (var (seconds, level) in orders[i])
            {
                await _platform.PublishAsync(
                    login, string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{minute.AddSeconds(seconds).ToUnixTimeMilliseconds()}},"m":{"stage":{{level}} } }"""), Cancellation);
            }
        }

        var found = new List<string>();
        await Eventually.HoldsAsync(
            "each device has four rows",
            async () => (found = await RowsAsync()).SequenceEqual(Enumerable.Range(0, 3).SelectMany(i => new[] { $"order-{i} -39600 2", $"order-{i} -3600 3", $"order-{i} -60 4", $"order-{i} 40 7" })),
            Cancellation,
            found: () => $"They are {string.Join(", ", found)}.");

        async Task<List<string>> RowsAsync()
        {
            await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(
                "select device || ' ' || extract(epoch from measured_at - $1)::int || ' ' || value from miyagi.river_readings where device like 'order-%' order by device, measured_at", connection)
            {
                Parameters = { new NpgsqlParameter { Value = minute } },
            };
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            List<string> rows = [];
            while (await reader.ReadAsync(Cancellation))
            {
                rows.Add(reader.GetString(0));
            }

            return rows;
        }
    }
}
