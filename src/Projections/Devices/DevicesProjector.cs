using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Live;
using Npgsql;

namespace MiyagiSensing.Projections.Devices;

/// <summary>Devices with their station, credentials, state and newest values; open pages hear of each change.</summary>
internal sealed class DevicesProjector(LiveHub live) : IProjector
{
    private readonly ReferenceFacts _facts = new("devices/1");
    private readonly LatestValues _latest = new();
    private readonly DeviceRows _devices = new();
    private readonly HashSet<string> _stateChanged = [];

    public string Name => "devices/1";

    public IReadOnlyList<RowAudit> Audits { get; } = [RowAudit.OfStreams("devices registered", "device:", "device_registered", "devices")];

    public string Schema => ReferenceFacts.Schema + LatestValues.Schema + DeviceRows.Schema;

    public bool HasChanges => _facts.HasChanges || _latest.HasChanges || _devices.HasChanges;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _stateChanged.Clear();
        await _facts.LoadAsync(connection, cancellationToken);
        await _latest.LoadAsync(connection, cancellationToken);
        await _devices.LoadAsync(connection, cancellationToken);
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            _facts.Fold(item.Data);
            switch (item.Data)
            {
                case ReadingsRecorded block:
                    foreach (var group in block.Groups)
                    {
                        _latest.Fold(group);
                        _devices.Saw(group);
                    }

                    break;
                case { } data when _devices.Fold(data) is { } device:
                    _stateChanged.Add(device);
                    break;
            }
        }

        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
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
}
