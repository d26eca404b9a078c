using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Devices;

/// <summary>The rows of <c>devices</c> and <c>device_secrets</c>.</summary>
internal sealed class DeviceRows
{
    /// <summary>The tables.</summary>
    public const string Schema =
        """
        create table if not exists devices (
            id varchar primary key,
            domain varchar not null,
            station varchar null,
            online boolean not null default false,
            revoked boolean not null default false,
            last_seen_at timestamptz null,
            firmware varchar null,
            battery double precision null
        ) with (fillfactor = 50);
        create table if not exists device_secrets (
            device varchar not null,
            credential varchar not null,
            secret jsonb not null,
            primary key (device, credential)
        );
        """;

    private readonly Dictionary<string, Row> _rows = [];
    private readonly HashSet<Row> _changed = [];
    private readonly List<IDomainEvent> _credentials = [];

    public bool HasChanges => _changed.Count > 0 || _credentials.Count > 0;

    /// <summary>Takes an event in; returns the device when its state changed.</summary>
    public string? Fold(IDomainEvent data)
    {
        switch (data)
        {
            case DeviceRegistered fact:
                Change(new Row { Device = fact.Device, Domain = fact.Domain });
                return null;
            case CredentialIssued fact:
                _credentials.Add(fact);
                return Change(fact.Device, row => row.Revoked = false);
            case CredentialRevoked fact:
                _credentials.Add(fact);
                return Change(fact.Device, row => row.Revoked = true);
            case DeviceMounted fact:
                return Change(fact.Device, row => row.Station = fact.Station);
            case DeviceOnline fact:
                return Change(fact.Device, row =>
                {
                    (row.Online, row.Firmware, row.Battery) = (true, fact.Firmware ?? row.Firmware, fact.Battery ?? row.Battery);
                    row.LastSeenAt = Later(row.LastSeenAt, fact.At);
                });
            case DeviceOffline fact:
                return Change(fact.Device, row =>
                {
                    row.Online = false;
                    row.LastSeenAt = Later(row.LastSeenAt, fact.At);
                });
            case IntakeStarted:
                // A platform that was killed could not write down that its sessions ended.
                foreach (var row in _rows.Values.Where(row => row.Online))
                {
                    row.Online = false;
                    _changed.Add(row);
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>Learns from readings when devices were last heard of.</summary>
    public void Saw(ReadingGroup group)
    {
        var last = new long[group.Sources.Length];
        for (var i = 0; i < group.Count; i++)
        {
            last[group.SourceIndex[i]] = Math.Max(last[group.SourceIndex[i]], group.ReceivedAt[i]);
        }

        for (var s = 0; s < last.Length; s++)
        {
            var seen = DateTimeOffset.FromUnixTimeMilliseconds(last[s]);
            Change(group.Sources[s].Device, row => row.LastSeenAt = Later(row.LastSeenAt, seen));
        }
    }

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _rows.Clear();
        Committed();
        await using var command = new NpgsqlCommand(
            "select id, domain, station, online, revoked, last_seen_at, firmware, battery from devices", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _rows.Add(reader.GetString(0), new Row
            {
                Device = reader.GetString(0),
                Domain = reader.GetString(1),
                Station = reader.IsDBNull(2) ? null : reader.GetString(2),
                Online = reader.GetBoolean(3),
                Revoked = reader.GetBoolean(4),
                LastSeenAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                Firmware = reader.IsDBNull(6) ? null : reader.GetString(6),
                Battery = reader.IsDBNull(7) ? null : reader.GetDouble(7),
            });
        }
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!HasChanges)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        var rows = _changed.OrderBy(row => row.Device, StringComparer.Ordinal).ToList();
        var upsert = new NpgsqlBatchCommand(
            """
            insert into devices (id, domain, station, online, revoked, last_seen_at, firmware, battery)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (id) do update set domain = excluded.domain, station = excluded.station, online = excluded.online, revoked = excluded.revoked,
                    last_seen_at = excluded.last_seen_at, firmware = excluded.firmware, battery = excluded.battery
            """);
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Device) });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Domain) });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Station), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Online) });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Revoked) });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.LastSeenAt), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Firmware), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        upsert.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Battery), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });
        batch.BatchCommands.Add(upsert);
        foreach (var credential in _credentials)
        {
            batch.BatchCommands.Add(CredentialCommand(credential));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets what was changed; called when it is committed.</summary>
    public void Committed()
    {
        _changed.Clear();
        _credentials.Clear();
    }

    private static NpgsqlBatchCommand CredentialCommand(IDomainEvent credential)
    {
        if (credential is CredentialIssued issued)
        {
            var insert = new NpgsqlBatchCommand(
                "insert into device_secrets (device, credential, secret) values ($1, $2, $3) on conflict (device, credential) do update set secret = excluded.secret");
            insert.Parameters.Add(new NpgsqlParameter { Value = issued.Device });
            insert.Parameters.Add(new NpgsqlParameter { Value = issued.Credential });
            insert.Parameters.Add(new NpgsqlParameter { Value = ProjectionJson.Serialize(issued.Secret), NpgsqlDbType = NpgsqlDbType.Jsonb });
            return insert;
        }

        var delete = new NpgsqlBatchCommand("delete from device_secrets where device = $1");
        delete.Parameters.Add(new NpgsqlParameter { Value = ((CredentialRevoked)credential).Device });
        return delete;
    }

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a is { } other && other > b ? other : b;

    private void Change(Row row)
    {
        _rows[row.Device] = row;
        _changed.Add(row);
    }

    private string? Change(string device, Action<Row> change)
    {
        if (!_rows.TryGetValue(device, out var row))
        {
            return null;
        }

        change(row);
        _changed.Add(row);
        return device;
    }

    private sealed class Row
    {
        public required string Device { get; init; }

        public required string Domain { get; init; }

        public string? Station { get; set; }

        public bool Online { get; set; }

        public bool Revoked { get; set; }

        public DateTimeOffset? LastSeenAt { get; set; }

        public string? Firmware { get; set; }

        public double? Battery { get; set; }
    }
}
