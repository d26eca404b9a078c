using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Stations;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Devices;

/// <summary>The newest value of each series by the device's clock, in memory and in <c>latest_values</c>. Order of arrival does not matter.</summary>
internal sealed class LatestValues
{
    /// <summary>The table.</summary>
    public const string Schema =
        """
        create table if not exists latest_values (
            device varchar not null,
            sensor varchar not null,
            metric varchar not null,
            value double precision null,
            measured_at timestamptz not null,
            received_at timestamptz not null,
            primary key (device, sensor, metric)
        ) with (fillfactor = 50);
        """;

    private readonly Dictionary<(ReadingSource Source, string Metric), Entry> _entries = [];
    private readonly HashSet<Entry> _changed = [];
    private readonly HashSet<Entry> _live = [];

    /// <summary>Entries changed since the last save by what was measured or corrected now, not by history that was brought in.</summary>
    public IReadOnlyCollection<LatestValue> Changed => [.. _live.Select(entry => entry.ToValue())];

    /// <summary>True when something is to be saved.</summary>
    public bool HasChanges => _changed.Count > 0;

    public void Fold(ReadingGroup group)
    {
        var rows = new Entry?[group.Sources.Length, group.Metrics.Count];
        for (var i = 0; i < group.Count; i++)
        {
            var source = group.SourceIndex[i];
            for (var k = 0; k < group.Metrics.Count; k++)
            {
                var entry = rows[source, k] ??= EntryOf(group.Sources[source], group.Metrics[k]);
                if (entry.IsOlderThan(group.MeasuredAt[i], group.ReceivedAt[i]))
                {
                    (entry.MeasuredAt, entry.ReceivedAt, entry.Value) = (group.MeasuredAt[i], group.ReceivedAt[i], group.Values[k][i]);
                    _changed.Add(entry);
                    if (!group.IsHistory)
                    {
                        _live.Add(entry);
                    }
                }
            }
        }
    }

    /// <summary>The newest value of a series; null when it has none.</summary>
    public LatestValue? Find(ReadingSource source, string metric) => _entries.GetValueOrDefault((source, metric))?.ToValue();

    /// <summary>The newest value of a series counts as another one.</summary>
    public void Correct(ReadingSource source, string metric, double value)
    {
        var entry = _entries[(source, metric)];
        if (!entry.Value.Equals(value))
        {
            entry.Value = value;
            _changed.Add(entry);
            _live.Add(entry);
        }
    }

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _entries.Clear();
        Committed();
        await using var command = new NpgsqlCommand("select device, sensor, metric, value, measured_at, received_at from latest_values", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var entry = EntryOf(new ReadingSource(reader.GetString(0), reader.GetString(1)), reader.GetString(2));
            entry.Value = reader.IsDBNull(3) ? double.NaN : reader.GetDouble(3);
            entry.MeasuredAt = reader.GetFieldValue<DateTimeOffset>(4).ToUnixTimeMilliseconds();
            entry.ReceivedAt = reader.GetFieldValue<DateTimeOffset>(5).ToUnixTimeMilliseconds();
        }
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!HasChanges)
        {
            return;
        }

        // Sorted by key, so that no two transactions wait for each other's rows crosswise.
        var changed = _changed.OrderBy(entry => entry.Source.Device, StringComparer.Ordinal).ThenBy(entry => entry.Source.Sensor, StringComparer.Ordinal)
            .ThenBy(entry => entry.Metric, StringComparer.Ordinal).ToList();
        await using var command = new NpgsqlCommand(
            """
            insert into latest_values (device, sensor, metric, value, measured_at, received_at)
                select * from unnest($1, $2, $3, $4, $5, $6)
                on conflict (device, sensor, metric) do update
                    set value = excluded.value, measured_at = excluded.measured_at, received_at = excluded.received_at
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = changed.ConvertAll(entry => entry.Source.Device) },
                new NpgsqlParameter { Value = changed.ConvertAll(entry => entry.Source.Sensor) },
                new NpgsqlParameter { Value = changed.ConvertAll(entry => entry.Metric) },
                new NpgsqlParameter { Value = changed.ConvertAll(entry => entry.ToValue().Value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double },
                new NpgsqlParameter { Value = changed.ConvertAll(entry => DateTimeOffset.FromUnixTimeMilliseconds(entry.MeasuredAt)) },
                new NpgsqlParameter { Value = changed.ConvertAll(entry => DateTimeOffset.FromUnixTimeMilliseconds(entry.ReceivedAt)) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets what was changed; called when it is committed.</summary>
    public void Committed()
    {
        _changed.Clear();
        _live.Clear();
    }

    private Entry EntryOf(ReadingSource source, string metric)
    {
        if (!_entries.TryGetValue((source, metric), out var entry))
        {
            _entries.Add((source, metric), entry = new Entry(source, metric));
        }

        return entry;
    }

    private sealed class Entry(ReadingSource source, string metric)
    {
        public ReadingSource Source { get; } = source;

        public string Metric { get; } = metric;

        public double Value { get; set; } = double.NaN;

        public long MeasuredAt { get; set; } = long.MinValue;

        public long ReceivedAt { get; set; } = long.MinValue;

        /// <summary>
        /// A clock that runs ahead must not hide what is measured after it, so a reading counts as no newer than its arrival. A total order: the same readings in any order give the same newest one.
        /// </summary>
        public bool IsOlderThan(long measuredAt, long receivedAt) =>
            (Math.Min(measuredAt, receivedAt), measuredAt).CompareTo((Math.Min(MeasuredAt, ReceivedAt), MeasuredAt)) > 0;

        public LatestValue ToValue() => new(
            Source.Device, Source.Sensor, Metric, double.IsNaN(Value) ? null : Value,
            DateTimeOffset.FromUnixTimeMilliseconds(MeasuredAt), DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt));
    }
}
