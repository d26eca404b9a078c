using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>
/// Keeps the newest hours of every level series as received, so that levels, rates and states of all gauges are one query. Of several readings in one minute the newest is kept: nobody rates a river by the second. Corrections
/// and limits are applied by who reads. What is kept is counted back from the newest reading, not from the present, so the same readings in any order leave the same rows.
/// </summary>
internal sealed class RiversProjector : IProjector
{
    /// <summary>The checkpoint's key.</summary>
    public const string ProjectionName = "rivers/1";

    private const long MinuteMilliseconds = 60_000;

    /// <summary>How far back from the newest reading of a series its readings are kept. Chosen: a rise is looked back on over some hours, and a rate needs two.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    private readonly ReferenceFacts _facts = new(ProjectionName);
    private readonly Dictionary<ReadingSource, Gauge> _gauges = [];
    private readonly HashSet<Gauge> _changed = [];

    public string Name => ProjectionName;

    public IReadOnlyList<RowAudit> Audits { get; } = [new GaugeReadingsAudit()];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string>(ReferenceFacts.EventTypes) { EventCatalog.ReadingsRecorded };

    public string Schema => ReferenceFacts.Schema +
        """

        create table if not exists river_readings (
            device varchar not null,
            sensor varchar not null,
            minute bigint not null,
            measured_at timestamptz not null,
            received_at timestamptz not null,
            value double precision null,
            primary key (device, sensor, minute)
        ) with (fillfactor = 70);

        """;

    public bool IsUrgent => _facts.HasChanges;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _gauges.Clear();
        _changed.Clear();
        await _facts.LoadAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand("select device, sensor, max(least(measured_at, received_at)) from river_readings group by device, sensor", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            GaugeOf(new ReadingSource(reader.GetString(0), reader.GetString(1))).Newest = reader.GetFieldValue<DateTimeOffset>(2).ToUnixTimeMilliseconds();
        }
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            if (!_facts.Fold(item.Data) && item.Data is ReadingsRecorded block)
            {
                foreach (var group in block.Groups)
                {
                    for (var k = 0; k < group.Metrics.Count; k++)
                    {
                        if (group.Metrics[k] == GaugeLimits.Metric)
                        {
                            Fold(group, group.Values[k]);
                        }
                    }
                }
            }
        }

        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        if (_changed.Count == 0)
        {
            return;
        }

        var gauges = _changed.OrderBy(gauge => gauge.Source.Device, StringComparer.Ordinal).ThenBy(gauge => gauge.Source.Sensor, StringComparer.Ordinal).ToList();
        var rows = gauges.SelectMany(gauge => gauge.Unsaved.Where(pair => pair.Value.Order >= gauge.KeptFrom).OrderBy(pair => pair.Key).Select(pair => (gauge.Source, Minute: pair.Key, Row: pair.Value))).ToList();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into river_readings as r (device, sensor, minute, measured_at, received_at, value)
                select * from unnest($1, $2, $3, $4, $5, $6)
                on conflict (device, sensor, minute) do update set measured_at = excluded.measured_at, received_at = excluded.received_at, value = excluded.value
                    where (least(excluded.measured_at, excluded.received_at), excluded.measured_at) > (least(r.measured_at, r.received_at), r.measured_at)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Source.Device) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Source.Sensor) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Minute) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => DateTimeOffset.FromUnixTimeMilliseconds(row.Row.MeasuredAt)) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => DateTimeOffset.FromUnixTimeMilliseconds(row.Row.ReceivedAt)) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => double.IsNaN(row.Row.Value) ? (double?)null : row.Row.Value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            delete from river_readings r using unnest($1, $2, $3) as n (device, sensor, before)
                where r.device = n.device and r.sensor = n.sensor and least(r.measured_at, r.received_at) < n.before
            """)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = gauges.ConvertAll(gauge => gauge.Source.Device) },
                new NpgsqlParameter { Value = gauges.ConvertAll(gauge => gauge.Source.Sensor) },
                new NpgsqlParameter { Value = gauges.ConvertAll(gauge => DateTimeOffset.FromUnixTimeMilliseconds(gauge.KeptFrom)) },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Committed(long position)
    {
        foreach (var gauge in _changed)
        {
            gauge.Unsaved.Clear();
        }

        _changed.Clear();
    }

    private void Fold(ReadingGroup group, double[] values)
    {
        var gauges = Array.ConvertAll(group.Sources, GaugeOf);
        for (var i = 0; i < group.Count; i++)
        {
            var gauge = gauges[group.SourceIndex[i]];
            if (gauge.Take(new Row(group.MeasuredAt[i], group.ReceivedAt[i], values[i])))
            {
                _changed.Add(gauge);
            }
        }
    }

    private Gauge GaugeOf(ReadingSource source)
    {
        if (!_gauges.TryGetValue(source, out var gauge))
        {
            _gauges.Add(source, gauge = new Gauge(source));
        }

        return gauge;
    }

    private readonly record struct Row(long MeasuredAt, long ReceivedAt, double Value)
    {
        /// <summary>A clock that runs ahead must not push out what is measured after it, so a reading counts as no newer than its arrival.</summary>
        public long Order => Math.Min(MeasuredAt, ReceivedAt);
    }

    private sealed class Gauge(ReadingSource source)
    {
        public ReadingSource Source { get; } = source;

        public long? Newest { get; set; }

        public long KeptFrom => (Newest ?? 0) - (long)Kept.TotalMilliseconds;

        public Dictionary<long, Row> Unsaved { get; } = [];

        /// <summary>False for a reading that is too old to be kept, or not the newest of its minute.</summary>
        public bool Take(Row row)
        {
            Newest = Math.Max(Newest ?? row.Order, row.Order);
            var minute = (long)Math.Floor((double)row.MeasuredAt / MinuteMilliseconds);
            if (row.Order < KeptFrom || (Unsaved.TryGetValue(minute, out var held) && (held.Order, held.MeasuredAt).CompareTo((row.Order, row.MeasuredAt)) >= 0))
            {
                return false;
            }

            Unsaved[minute] = row;
            return true;
        }
    }
}
