using System.Buffers;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Writes InfluxDB from the journal. The points go out while folding, the checkpoint is committed behind them: after a failure the same points are written again, which changes nothing.
/// While InfluxDB is away the projection stands still and everything else goes on.
/// </summary>
internal sealed class TimeSeriesProjector(InfluxConnection influx, RawHistory history) : IProjector
{
    /// <summary>Bytes of one request. Chosen: about 10,000 points, where InfluxDB's cost a point no longer falls.</summary>
    private const int RequestBytes = 1024 * 1024;

    /// <summary>Sensors whose tags are kept ready before the cache is emptied. Chosen: some MB.</summary>
    private const int MaxPrefixes = 50_000;

    private readonly ReferenceFacts _facts = new("timeseries/1");
    private readonly CorrectionFacts _corrections = new("timeseries/1");
    private readonly CorrectedPoints _corrected = new(influx, history);
    private readonly Dictionary<ReadingSource, byte[]> _prefixes = [];
    private readonly ArrayBufferWriter<byte> _lines = new(RequestBytes + (64 * 1024));
    private int _prefixRevision;
    private bool _ready;

    public string Name => "timeseries/1";

    public string Schema => ReferenceFacts.Schema + CorrectionFacts.Schema;

    /// <summary>The checkpoint follows each batch, so that a restart repeats little.</summary>
    public bool HasChanges => true;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _ready = false;
        _lines.ResetWrittenCount();
        await _facts.LoadAsync(connection, cancellationToken);
        await _corrections.LoadAsync(connection, cancellationToken);
    }

    public async Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        if (!_ready)
        {
            await influx.CreateDatabaseAsync(cancellationToken);
            _ready = true;
        }

        foreach (var item in events)
        {
            if (item.Data is ReadingsRecorded block)
            {
                foreach (var group in block.Groups)
                {
                    await WriteAsync(_corrections.Book.Corrected(group), cancellationToken);
                }
            }
            else if (!_facts.Fold(item.Data) && _corrections.Fold(item) is { } changed)
            {
                var domain = DomainOf(changed.Fact.Device, changed.Fact.From);
                await _corrected.RewriteAsync(changed, _corrections.Book, item.Position, domain, WriteAsync, SendAsync, cancellationToken);
            }
        }

        await SendAsync(cancellationToken);
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        await _corrections.SaveAsync(connection, transaction, cancellationToken);
    }

    public void Committed(long position)
    {
    }

    private async Task WriteAsync(ReadingGroup group, CancellationToken cancellationToken)
    {
        var fields = LineProtocolWriter.FieldNames(group.Metrics);
        for (var i = 0; i < group.Count; i++)
        {
            LineProtocolWriter.Write(_lines, PrefixOf(group.Sources[group.SourceIndex[i]], group.MeasuredAt[i]), fields, group, i);
            if (_lines.WrittenCount >= RequestBytes)
            {
                await SendAsync(cancellationToken);
            }
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_lines.WrittenCount > 0)
        {
            await influx.WriteAsync(_lines.WrittenMemory, cancellationToken);
            _lines.ResetWrittenCount();
        }
    }

    private byte[] PrefixOf(ReadingSource source, long measuredAt)
    {
        if (_prefixRevision != _facts.Revision || _prefixes.Count >= MaxPrefixes)
        {
            _prefixes.Clear();
            _prefixRevision = _facts.Revision;
        }

        if (_prefixes.TryGetValue(source, out var prefix))
        {
            return prefix;
        }

        var station = _facts.StationOf(source.Device, DateTimeOffset.FromUnixTimeMilliseconds(measuredAt));
        prefix = LineProtocolWriter.Prefix(DomainOf(source.Device, DateTimeOffset.FromUnixTimeMilliseconds(measuredAt)), source, station);
        if (!_facts.HasMoved(source.Device))
        {
            _prefixes.Add(source, prefix);
        }

        return prefix;
    }

    private string DomainOf(string device, DateTimeOffset at) => _facts.DomainOf(device) ?? _facts.StationOf(device, at)?.Domain ?? "unknown";
}
