using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>What the stores hold and how large they are, asked of them directly.</summary>
internal sealed partial class StoreFigures(NpgsqlDataSource database, HttpClient influx, string influxDatabase, string? influxFolder)
{
    /// <summary>Readings in the journal.</summary>
    public Task<long> CommittedAsync(CancellationToken cancellationToken) => NumberAsync(
        """
        select coalesce(sum(jsonb_array_length(g -> 'source')), 0)::bigint
        from miyagi.mt_events e cross join lateral jsonb_array_elements(e.data -> 'groups') as g where e.type = 'readings_recorded'
        """,
        cancellationToken);

    /// <summary>Journal blocks.</summary>
    public Task<long> BlocksAsync(CancellationToken cancellationToken) =>
        NumberAsync("select count(*) from miyagi.mt_events where type = 'readings_recorded'", cancellationToken);

    /// <summary>Position of the newest journal block.</summary>
    public Task<long> HeadAsync(CancellationToken cancellationToken) =>
        NumberAsync("select coalesce(max(seq_id), 0) from miyagi.mt_events", cancellationToken);

    /// <summary>Position of each projection.</summary>
    public async Task<IReadOnlyDictionary<string, long>> PositionsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, long> positions = [];
        await using var command = database.CreateCommand("select name, last_seq_id from miyagi.mt_event_progression where name ~ '/[0-9]+$'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            positions[reader.GetString(0)] = reader.GetInt64(1);
        }

        return positions;
    }

    /// <summary>Bytes of the event store's tables with indexes.</summary>
    public Task<long> EventBytesAsync(CancellationToken cancellationToken) => NumberAsync(
        "select pg_total_relation_size('miyagi.mt_events') + pg_total_relation_size('miyagi.mt_streams')", cancellationToken);

    /// <summary>Bytes of the raw history by series and day; 0 when there is none.</summary>
    public Task<long> HistoryBytesAsync(CancellationToken cancellationToken) => NumberAsync(
        "select coalesce(pg_total_relation_size(to_regclass('miyagi.series_history')), 0)", cancellationToken);

    /// <summary>Bytes of InfluxDB's data and write-ahead log; null when its folder is not known.</summary>
    public long? InfluxBytes() => influxFolder is null
        ? null
        : Directory.EnumerateFiles(influxFolder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file) is { Exists: true } info ? info.Length : 0);

    /// <summary>Points with a stage in InfluxDB.</summary>
    public async Task<long> InfluxPointsAsync(string measurement, CancellationToken cancellationToken)
    {
        var query = Uri.EscapeDataString($"SELECT count(\"stage\") FROM \"{measurement}\"");
        var answer = await influx.GetStringAsync(new Uri($"query?db={influxDatabase}&q={query}", UriKind.Relative), cancellationToken);
        return Count().Match(answer) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"""values"":\[\[[^,]*,(\d+)\]\]")]
    private static partial Regex Count();

    private async Task<long> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
