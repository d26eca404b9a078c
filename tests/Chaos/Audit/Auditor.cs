using System.Text;
using MiyagiSensing.Chaos.Load;
using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>
/// Compares the devices' own logs of what was acknowledged with the event store, and the event store with InfluxDB and the read models: what is new after each
/// round, and everything once more at the end.
/// </summary>
internal sealed class Auditor(string connectionString, Uri influx)
{
    private readonly JournalReader _journal = new(connectionString);
    private readonly InfluxAudit _influx = new(influx);
    private readonly EpisodesAudit _episodes = new();
    private readonly LatestValuesAudit _latest = new();
    private readonly LedgerAudit _ledger = new();
    private readonly Fingerprint _acknowledged = new();
    private long _position;

    private IReadModelAudit[] ReadModels => [_latest, _episodes, _ledger];

    /// <summary>Values acknowledged and audited so far.</summary>
    public long AcknowledgedValues => _acknowledged.Count;

    /// <summary>Alerts raised so far.</summary>
    public int AlertsRaised => _episodes.RaisedCount;

    /// <summary>Audits what was acknowledged since the last time. Nothing may be on its way.</summary>
    public async Task AuditRoundAsync(IEnumerable<(string Device, List<Message> Messages)> acknowledged, Findings findings, CancellationToken cancellationToken)
    {
        var expectation = new RoundExpectation();
        foreach (var (device, messages) in acknowledged)
        {
            foreach (var message in messages)
            {
                expectation.Add(device, message);
                Array.ForEach(ReadModels, model => model.Acknowledged(device, message));
            }
        }

        List<StoredValue> stored = [];
        await foreach (var (position, type, stream, data) in _journal.ReadAsync(_position, cancellationToken))
        {
            _position = position;
            if (type == "readings_recorded")
            {
                foreach (var value in BlockReader.Read(data))
                {
                    expectation.Find(value, findings);
                    if (value.SetAside is null)
                    {
                        stored.Add(value);
                        Array.ForEach(ReadModels, model => model.Fold(value));
                    }
                }
            }
            else if (type == "message_dead_lettered")
            {
                var raw = Encoding.UTF8.GetString(data.GetProperty("raw").GetBytesFromBase64());
                expectation.FindDeadLetter(data.GetProperty("device").GetString()!, raw, findings);
            }
            else
            {
                Array.ForEach(ReadModels, model => model.Fold(type, stream, data, findings));
            }
        }

        expectation.Finish(findings);
        foreach (var (identity, value) in expectation.Stored)
        {
            _acknowledged.Add(identity, value);
        }

        await _influx.CompareAsync(stored, findings, cancellationToken);
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        foreach (var model in ReadModels)
        {
            await model.CompareAsync(connection, findings, cancellationToken);
        }
    }

    /// <summary>Reads both stores from their beginning and compares all of it with what was acknowledged in all rounds.</summary>
    public async Task AuditAllAsync(Findings findings, CancellationToken cancellationToken)
    {
        var (store, points) = (new Fingerprint(), new Fingerprint());
        await foreach (var (_, type, _, data) in _journal.ReadAsync(0, cancellationToken))
        {
            if (type != "readings_recorded")
            {
                continue;
            }

            foreach (var value in BlockReader.Read(data).Where(value => value.SetAside is null))
            {
                store.Add(value.Identity, value.Value);
                if (!value.Identity.IsCounter)
                {
                    points.Add(value.Identity, value.Value);
                }
            }
        }

        Report(_acknowledged, store, "the event store");
        Report(points, await _influx.ReadAllAsync(cancellationToken), "InfluxDB");

        void Report(Fingerprint expected, Fingerprint found, string where)
        {
            foreach (var difference in expected.DifferencesTo(found))
            {
                findings.AddAltered($"all of {where}", difference);
            }
        }
    }
}
