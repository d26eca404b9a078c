using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory.Encoding;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Questions about identities to the table <c>series_history</c>: one query a kind and batch.</summary>
internal sealed class StoredIdentityRows(ProjectionDatabase database, TimeProvider clock)
{
    /// <summary>How far back a sequence number is looked for. Chosen: a device counts anew after a repair or a flat battery, which must not make all its later readings conflicts.</summary>
    private static readonly TimeSpan SequenceReach = TimeSpan.FromDays(7);

    /// <summary>For each series the greatest instant or sequence number in the rows; null when there is none.</summary>
    public async Task<long?[]> NewestAsync(IReadOnlyList<IdentitySeries> series, CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select case when q.kind = 0 then
                    (select max(h.last_at) from miyagi.series_history h where (h.device, h.sensor, h.metric) = (q.device, q.sensor, q.metric)
                        and h.day = (select max(n.day) from miyagi.series_history n where (n.device, n.sensor, n.metric) = (q.device, q.sensor, q.metric))) end,
                case when q.kind = 1 then
                    (select max(h.last_sequence) from miyagi.series_history h
                        where (h.device, h.sensor, h.metric) = (q.device, q.sensor, q.metric) and h.day >= $5) end
                from unnest($1, $2, $3, $4) with ordinality as q (device, sensor, metric, kind, number) order by q.number
            """);
        AddSeries(command, series);
        command.Parameters.Add(new NpgsqlParameter { Value = series.Select(item => (int)item.Kind).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = OldestSequenceDay() });
        var newest = new long?[series.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var i = 0; await reader.ReadAsync(cancellationToken); i++)
        {
            newest[i] = !reader.IsDBNull(0) ? reader.GetFieldValue<DateTimeOffset>(0).ToUnixTimeMilliseconds() : reader.IsDBNull(1) ? null : reader.GetInt64(1);
        }

        return newest;
    }

    /// <summary>Looks the identities up in the rows that can hold them.</summary>
    public async Task SearchAsync(IReadOnlyList<ReadingIdentity> identities, IdentitySearch search, CancellationToken cancellationToken)
    {
        var days = identities.Where(identity => identity.Series.Kind == IdentityKind.Time)
            .GroupBy(identity => (identity.Series, Day: HistoryDay.Of(identity.Instant)))
            .Select(group => new Range(group.Key.Series, group.Key.Day, group.Min(identity => identity.Instant), group.Max(identity => identity.Instant)))
            .ToList();
        if (days.Count > 0)
        {
            await using var command = database.DataSource.CreateCommand(
                """
                select h.device, h.sensor, h.metric, h.data from unnest($1, $2, $3, $4, $5, $6) as q (device, sensor, metric, day, first_at, last_at)
                    join miyagi.series_history h on (h.device, h.sensor, h.metric, h.day) = (q.device, q.sensor, q.metric, q.day)
                        and h.first_at <= q.last_at and h.last_at >= q.first_at
                """);
            AddSeries(command, days.ConvertAll(range => range.Series));
            command.Parameters.Add(new NpgsqlParameter { Value = days.Select(range => range.Day).ToArray() });
            command.Parameters.Add(new NpgsqlParameter { Value = days.Select(range => DateTimeOffset.FromUnixTimeMilliseconds(range.First)).ToArray() });
            command.Parameters.Add(new NpgsqlParameter { Value = days.Select(range => DateTimeOffset.FromUnixTimeMilliseconds(range.Last)).ToArray() });
            await LookAsync(command, search, cancellationToken);
        }

        var sequences = identities.Where(identity => identity.Series.Kind == IdentityKind.Sequence)
            .GroupBy(identity => identity.Series)
            .Select(group => new Range(group.Key, OldestSequenceDay(), group.Min(identity => identity.Instant), group.Max(identity => identity.Instant)))
            .ToList();
        if (sequences.Count > 0)
        {
            await using var command = database.DataSource.CreateCommand(
                """
                select h.device, h.sensor, h.metric, h.data from unnest($1, $2, $3, $4, $5, $6) as q (device, sensor, metric, day, first, last)
                    join miyagi.series_history h on (h.device, h.sensor, h.metric) = (q.device, q.sensor, q.metric) and h.day >= q.day
                        and h.first_sequence <= q.last and h.last_sequence >= q.first
                """);
            AddSeries(command, sequences.ConvertAll(range => range.Series));
            command.Parameters.Add(new NpgsqlParameter { Value = sequences.Select(range => range.Day).ToArray() });
            command.Parameters.Add(new NpgsqlParameter { Value = sequences.Select(range => range.First).ToArray() });
            command.Parameters.Add(new NpgsqlParameter { Value = sequences.Select(range => range.Last).ToArray() });
            await LookAsync(command, search, cancellationToken);
        }
    }

    private static async Task LookAsync(NpgsqlCommand command, IdentitySearch search, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var columns = new HistoryColumns();
            SegmentReader.Read(reader.GetFieldValue<byte[]>(3), columns);
            search.Look(new SeriesId(reader.GetString(0), reader.GetString(1), reader.GetString(2)), columns);
        }
    }

    private static void AddSeries(NpgsqlCommand command, IReadOnlyList<IdentitySeries> series)
    {
        Add(series.Select(item => item.Source.Device));
        Add(series.Select(item => item.Source.Sensor));
        Add(series.Select(item => item.Metric));

        void Add(IEnumerable<string> texts) =>
            command.Parameters.Add(new NpgsqlParameter { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
    }

    private DateOnly OldestSequenceDay() => HistoryDay.Of((clock.GetUtcNow() - SequenceReach).ToUnixTimeMilliseconds());

    private readonly record struct Range(IdentitySeries Series, DateOnly Day, long First, long Last);
}
