using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// What a projection knows of stations, metrics, rules and mountings at its own position in the story. Each projection has its own copy, kept in the
/// transaction of its rows, so that a replay sees at every event just what was known then.
/// </summary>
internal sealed class ReferenceFacts(string projection)
{
    /// <summary>Stored names of the events that are facts.</summary>
    public static readonly IReadOnlySet<string> EventTypes =
        new HashSet<string> { "station_defined", "rule_defined", "metric_defined", "device_registered", "device_mounted", "threshold_changed" };

    /// <summary>Creates the table that all projections share.</summary>
    public const string Schema =
        """
        create table if not exists projection_facts (
            projection varchar not null,
            type varchar not null,
            key varchar not null,
            data jsonb not null,
            primary key (projection, type, key)
        );
        """;

    private readonly Dictionary<string, StationDefinition> _stations = [];
    private readonly Dictionary<string, RuleDefinition> _rules = [];
    private readonly Dictionary<(string Domain, string Name), MetricDefinition> _metrics = [];
    private readonly Dictionary<string, string> _domains = [];
    private readonly Dictionary<string, List<DeviceMounted>> _mountings = [];
    private readonly Dictionary<string, List<ThresholdChanged>> _thresholds = [];
    private readonly List<(string Type, string Key, byte[] Data)> _unsaved = [];

    /// <summary>Stations by id, with the limits of the catalog.</summary>
    public IReadOnlyDictionary<string, StationDefinition> Stations => _stations;

    /// <summary>Rules by id.</summary>
    public IReadOnlyDictionary<string, RuleDefinition> Rules => _rules;

    /// <summary>True when a fact is not yet saved.</summary>
    public bool HasChanges => _unsaved.Count > 0;

    /// <summary>Grows with each fact, so that caches made from them can tell that they are stale.</summary>
    public int Revision { get; private set; }

    /// <summary>The metric's definition; null when the catalog does not know it.</summary>
    public MetricDefinition? Metric(string domain, string name) => _metrics.GetValueOrDefault((domain, name));

    /// <summary>The device's domain; null when it was never registered.</summary>
    public string? DomainOf(string device) => _domains.GetValueOrDefault(device);

    /// <summary>The station that the device stood at, with the limits of that instant; its first mounting also covers the time before. Null when it never was mounted at a known station.</summary>
    public StationDefinition? StationOf(string device, DateTimeOffset at)
    {
        if (!_mountings.TryGetValue(device, out var mountings))
        {
            return null;
        }

        var mounting = mountings.LastOrDefault(item => item.From <= at) ?? mountings[0];
        return _stations.TryGetValue(mounting.Station, out var station) ? StationThresholds.At(station, ThresholdChangesOf(station.Id), at) : null;
    }

    /// <summary>The stations at which the device has stood, with the limits of the catalog.</summary>
    public IEnumerable<StationDefinition> StationsOf(string device) =>
        _mountings.TryGetValue(device, out var mountings) ? mountings.Select(mounting => _stations.GetValueOrDefault(mounting.Station)).OfType<StationDefinition>().Distinct() : [];

    /// <summary>What is known to have changed of a station's limits, in order of the instants from which on.</summary>
    public IReadOnlyList<ThresholdChanged> ThresholdChangesOf(string station) => _thresholds.GetValueOrDefault(station) ?? [];

    /// <summary>When which devices stood at a station, in order of device and time; the first mounting of a device also covers the time before it, the last one has no end.</summary>
    public IEnumerable<(string Device, DateTimeOffset From, DateTimeOffset To)> StaysAt(string station) =>
        from device in _mountings.OrderBy(device => device.Key, StringComparer.Ordinal)
        from stay in device.Value.Select((mounting, i) => (
            mounting.Station,
            From: i == 0 ? DateTimeOffset.MinValue : mounting.From,
            To: i + 1 < device.Value.Count ? device.Value[i + 1].From : DateTimeOffset.MaxValue))
        where stay.Station == station
        select (device.Key, stay.From, stay.To);

    /// <summary>True when what <see cref="StationOf"/> tells of the device depends on the instant: it was moved, or limits of its station have changed.</summary>
    public bool DependsOnInstant(string device) => HasMoved(device)
        || (_mountings.TryGetValue(device, out var mountings)
            && (_thresholds.ContainsKey(mountings[0].Station) || _stations.GetValueOrDefault(mountings[0].Station)?.EarlierThresholds.Count > 0));

    /// <summary>True when the device was mounted more than once, so that its station depends on the instant.</summary>
    public bool HasMoved(string device) => _mountings.TryGetValue(device, out var mountings) && mountings.Count > 1;

    /// <summary>Takes a fact in; returns false for events that are none.</summary>
    public bool Fold(IDomainEvent? data)
    {
        if (KeyOf(data) is not { } key)
        {
            return false;
        }

        Know(data!);
        _unsaved.Add((EventCatalog.NameOf(data!), key, EventCatalog.Serialize(data!)));
        return true;
    }

    /// <summary>Takes a fact in that another copy of these facts saves; returns false for events that are none.</summary>
    public bool Follow(IDomainEvent? data)
    {
        if (KeyOf(data) is null)
        {
            return false;
        }

        Know(data!);
        return true;
    }

    /// <summary>Reads what is committed, forgetting the rest.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _stations.Clear();
        _rules.Clear();
        _metrics.Clear();
        _domains.Clear();
        _mountings.Clear();
        _thresholds.Clear();
        _unsaved.Clear();
        await using var command = new NpgsqlCommand("select type, data from projection_facts where projection = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = projection } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Know(EventCatalog.Deserialize(reader.GetString(0), reader.GetFieldValue<byte[]>(1))!);
        }

        Revision++;
    }

    /// <summary>Writes the facts that are new since the last save.</summary>
    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (_unsaved.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into projection_facts (projection, type, key, data)
                select distinct on (type, key) $1, type, key, data from unnest($2, $3, $4) with ordinality as f (type, key, data, n) order by type, key, n desc
                on conflict (projection, type, key) do update set data = excluded.data
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = projection },
                new NpgsqlParameter { Value = _unsaved.Select(fact => fact.Type).ToArray() },
                new NpgsqlParameter { Value = _unsaved.Select(fact => fact.Key).ToArray() },
                new NpgsqlParameter { Value = _unsaved.Select(fact => fact.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        _unsaved.Clear();
    }

    private static string? KeyOf(IDomainEvent? data) => data switch
    {
        StationDefined fact => fact.Station.Id,
        RuleDefined fact => fact.Rule.Id,
        MetricDefined fact => $"{fact.Metric.Domain}:{fact.Metric.Name}",
        DeviceRegistered fact => fact.Device,
        DeviceMounted fact => $"{fact.Device}:{fact.From.UtcTicks}",
        ThresholdChanged fact => $"{fact.Station}:{fact.Metric}:{fact.Limit}:{fact.From.UtcTicks}",
        _ => null,
    };

    private void Know(IDomainEvent data)
    {
        Revision++;
        switch (data)
        {
            case StationDefined fact:
                _stations[fact.Station.Id] = fact.Station;
                break;
            case RuleDefined fact:
                _rules[fact.Rule.Id] = fact.Rule;
                break;
            case MetricDefined fact:
                _metrics[(fact.Metric.Domain, fact.Metric.Name)] = fact.Metric;
                break;
            case DeviceRegistered fact:
                _domains[fact.Device] = fact.Domain;
                break;
            case DeviceMounted fact:
                if (!_mountings.TryGetValue(fact.Device, out var mountings))
                {
                    _mountings.Add(fact.Device, mountings = []);
                }

                mountings.RemoveAll(item => item.From == fact.From);
                mountings.Add(fact);
                mountings.Sort((a, b) => a.From.CompareTo(b.From));
                break;
            case ThresholdChanged fact:
                if (!_thresholds.TryGetValue(fact.Station, out var changes))
                {
                    _thresholds.Add(fact.Station, changes = []);
                }

                changes.RemoveAll(item => (item.Metric, item.Limit, item.From) == (fact.Metric, fact.Limit, fact.From));
                changes.Add(fact);
                changes.Sort((a, b) => a.From.CompareTo(b.From));
                break;
        }
    }
}
