using System.Diagnostics;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.EventStore;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace MiyagiSensing.Integration.Archive;

/// <summary>
/// What a reading costs once its day is archived, in files and tables: 10 readings a second of a hundred random walks, each a block of its own. <c>MIYAGI_TEST_ARCHIVE_READINGS=864000</c> takes a whole day of them.
/// </summary>
public sealed class ArchiveSizeTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const int Devices = 100;
    private const int PerMinute = 600;
    private const double MostBytes = 12;
    private const double MostBytesWithHistory = 20;

    /// <summary>The heap that archiving must do with: far less than a day of rows.</summary>
    private const int HeapBytes = 64 * 1024 * 1024;

    private static readonly int Readings =
        int.Parse(Environment.GetEnvironmentVariable("MIYAGI_TEST_ARCHIVE_READINGS") ?? "60000", CultureInfo.InvariantCulture) / PerMinute * PerMinute;

    private static readonly DateOnly Day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-3);

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task Thin_traffic_takes_few_bytes_and_little_memory()
    {
        var others = await SizeAsync();
        await FillAsync();
        var last = await NumberAsync("select max(seq_id) from miyagi.mt_events where type = 'readings_recorded'");
        await Eventually.HoldsAsync(
            "the day is sealed, taken in and closed",
            async () => await NumberAsync($"select (select max(to_seq) from miyagi.event_seals) - (select max(seq_id) from miyagi.mt_events where seq_id <= {last})") >= 0
                && await NumberAsync("select count(*) from miyagi.mt_event_progression where name like '%/%' and last_seq_id < " + last) == 0
                && await NumberAsync($"select coalesce(sum(count), 0) from miyagi.series_history where day = '{Day:yyyy-MM-dd}' and level = 9") == Readings,
            Cancellation,
            TimeSpan.FromMinutes(10));
        await CommandAsync("projection", "audit");
        await ScalarAsync("vacuum full miyagi.mt_events, miyagi.event_seals, miyagi.series_history");
        var table = await SizeAsync();
        var archiving = Stopwatch.StartNew();

        await CommandAsync("archive", "run", "--day", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        archiving.Stop();
        await ScalarAsync("vacuum full miyagi.mt_events, miyagi.event_seals, miyagi.journal_archive_blocks");
        var archived = await SizeAsync();
        var files = Directory.GetFiles(Path.Combine(_platform.Platform.DataFolder, "archive")).Sum(file => new FileInfo(file).Length) / (double)Readings;
        var history = await NumberAsync("select pg_total_relation_size('miyagi.series_history')") / (double)Readings;
        var left = ((archived - others) / (double)Readings) + files;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Readings} readings: {(table - others) / (double)Readings:0.0} bytes a reading before; {left:0.00} after, of them {files:0.00} in files; with SeriesHistory ({history:0.00}) {left + history:0.00}; archived in {archiving.Elapsed.TotalSeconds:0.0} s"));
        Assert.InRange(left, 1, MostBytes);
        Assert.InRange(left + history, 1, MostBytesWithHistory);
        Assert.Contains($"{Readings} readings in {Readings} events", await CommandAsync("archive", "verify"), StringComparison.Ordinal);
    }

    /// <summary>Bytes of all that the event store keeps in tables, with indexes and TOAST.</summary>
    private Task<long> SizeAsync() => NumberAsync(
        "select sum(pg_total_relation_size('miyagi.' || name)) from unnest(array['mt_events', 'mt_streams', 'event_seals', 'journal_archive_blocks']) name");

    /// <summary>Rows as the journal's writer makes them, put into the table directly.</summary>
    private async Task FillAsync()
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString);
        await connection.OpenAsync(Cancellation);
        var random = new Random(20261121);
        var walks = Enumerable.Repeat(10.0, Devices).ToArray();
        var start = new DateTimeOffset(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        for (var minute = 0; minute < Readings / PerMinute; minute++)
        {
            var (blocks, instants) = (new byte[PerMinute][], new DateTimeOffset[PerMinute]);
            for (var i = 0; i < PerMinute; i++)
            {
                var device = i % Devices;
                walks[device] += (random.NextDouble() - 0.5) / 5;
                var measured = start.AddMinutes(minute).AddMilliseconds((i * 100) + random.Next(80));
                var milliseconds = 20 + random.Next(200);
                blocks[i] = EventCatalog.Serialize(
                    ArchiveStore.Block(string.Create(CultureInfo.InvariantCulture, $"walk-{device:000}"), measured, Math.Round(walks[device], 3), milliseconds));
                instants[i] = measured.AddMilliseconds(milliseconds).AddMicroseconds(random.Next(600, 5_000));
            }

            await InsertAsync(connection, minute, blocks, instants);
        }
    }

    /// <summary>A minute of blocks, and the clock's event behind them, which tells the platform.</summary>
    private static async Task InsertAsync(NpgsqlConnection connection, int minute, byte[][] blocks, DateTimeOffset[] instants)
    {
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var insert = new NpgsqlCommand(
            $"""
            select pg_advisory_xact_lock({AppendFunction.AdvisoryLock});
            insert into miyagi.mt_streams (id, version) values ('journal:0:{Day:yyyyMMdd}', {(minute + 1) * PerMinute}) on conflict (id) do update set version = excluded.version;
            insert into miyagi.mt_events (seq_id, id, stream_id, version, data, type, timestamp, user_name)
                select nextval('miyagi.mt_events_sequence'), gen_random_uuid(), 'journal:0:{Day:yyyyMMdd}', {minute * PerMinute} + n, data, 'readings_recorded', at, 'platform'
                from unnest(@blocks, @instants) with ordinality r (data, at, n)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter("blocks", NpgsqlDbType.Array | NpgsqlDbType.Jsonb) { Value = blocks }, new NpgsqlParameter("instants", instants) },
        };
        await insert.ExecuteNonQueryAsync(Cancellation);
        NewEvent[] clock = [new(Guid.NewGuid(), "platform", new TimeAdvanced { At = instants[^1] }, EventHeaders.Platform)];
        await using var append = AppendFunction.Create(connection, transaction);
        AppendFunction.Bind(append, epoch: null, after: long.MaxValue, instants[^1], clock, expected: null);
        await AppendFunction.ExecuteAsync(append, clock, instants[^1], Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(
        arguments, new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapBytes.ToString("x", CultureInfo.InvariantCulture) }, Cancellation);

    private async Task<long> NumberAsync(string sql) => Convert.ToInt64(await ScalarAsync(sql), CultureInfo.InvariantCulture);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Command Timeout=600");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
