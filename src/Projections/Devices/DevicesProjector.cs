using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Devices;

/// <summary>Devices with their station, credentials, state and newest values; open pages hear of each change.</summary>
internal sealed class DevicesProjector(LiveHub live, RawHistory history) : IProjector
{
    private readonly ReferenceFacts _facts = new("devices/1");
    private readonly CorrectionFacts _corrections = new("devices/1");
    private readonly LatestValues _latest = new();
    private readonly DeviceRows _devices = new();
    private readonly HashSet<string> _stateChanged = [];

    public string Name => "devices/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        EntityAudit.Of<DeviceRegistered>("devices registered", "device_registered", "devices", fact => [fact.Device], "id"),
        new DeviceStateAudit(),
        new CredentialAudit(),
        new LatestValuesAudit("devices/1"),
    ];

    public string Schema => ReferenceFacts.Schema + CorrectionFacts.Schema + LatestValues.Schema + DeviceRows.Schema;

    public bool IsUrgent => _facts.HasChanges || _corrections.HasChanges || _latest.HasChanges || _devices.HasChanges;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _stateChanged.Clear();
        await _facts.LoadAsync(connection, cancellationToken);
        await _corrections.LoadAsync(connection, cancellationToken);
        await _latest.LoadAsync(connection, cancellationToken);
        await _devices.LoadAsync(connection, cancellationToken);
    }

    public async Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            _facts.Fold(item.Data);
            switch (item.Data)
            {
                case ReadingsRecorded block:
                    foreach (var group in block.Groups)
                    {
                        _latest.Fold(_corrections.Book.Corrected(group));
                        if (!group.IsHistory)
                        {
                            _devices.Saw(group);
                        }
                    }

                    break;
                case CorrectionMade or CorrectionUndone when _corrections.Fold(item) is { } changed:
                    await CorrectLatestAsync(changed, item.Position, cancellationToken);
                    break;
                case { } data when _devices.Fold(data) is { } device:
                    _stateChanged.Add(device);
                    break;
            }
        }
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        await _corrections.SaveAsync(connection, transaction, cancellationToken);
        await _devices.SaveAsync(connection, transaction, cancellationToken);
        await _latest.SaveAsync(connection, transaction, cancellationToken);
    }

    public void Committed(long position)
    {
        List<LiveValue> values = [];
        foreach (var value in _latest.Changed)
        {
            if (_facts.StationOf(value.Device, value.MeasuredAt) is { } station)
            {
                values.Add(new LiveValue(station.Id, value));
            }
        }

        var devices = _stateChanged.Select(device => _facts.StationOf(device, DateTimeOffset.MaxValue)?.Id).OfType<string>().Distinct().ToList();
        _latest.Committed();
        _devices.Committed();
        _stateChanged.Clear();
        live.Publish(new LiveUpdate(position, values, [], devices));
    }

    /// <summary>Re-derives the newest value of a series from the raw one, which history has.</summary>
    private async Task CorrectLatestAsync(Correction changed, long position, CancellationToken cancellationToken)
    {
        var fact = changed.Fact;
        var source = new ReadingSource(fact.Device, fact.Sensor);
        if (_latest.Find(source, fact.Metric) is not { } latest || !changed.Covers(latest.MeasuredAt))
        {
            return;
        }

        var series = new SeriesId(fact.Device, fact.Sensor, fact.Metric);
        await foreach (var raw in history.ReadAsync(series, latest.MeasuredAt, latest.MeasuredAt.AddMilliseconds(1), position, cancellationToken))
        {
            if (raw.ReceivedAt == latest.ReceivedAt)
            {
                _latest.Correct(source, fact.Metric, _corrections.Book.Corrected(fact.Device, fact.Sensor, fact.Metric, raw.MeasuredAt, raw.Value).Value);
                return;
            }
        }
    }
}
