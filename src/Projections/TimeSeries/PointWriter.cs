using System.Buffers;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Events in, points out: follows the facts, so that each point has the tags of its instant, applies the corrections that it is told of, and sends lines in large requests. One caller at a time.</summary>
internal sealed class PointWriter(ReferenceFacts facts, CorrectionBook corrections, PointSender sender)
{
    /// <summary>Bytes of one request. Chosen: about 10,000 points, where InfluxDB's cost a point no longer falls.</summary>
    private const int RequestBytes = 1024 * 1024;

    /// <summary>Sensors whose tags are kept ready before the cache is emptied. Chosen: some MB.</summary>
    private const int MaxPrefixes = 50_000;

    private readonly Dictionary<ReadingSource, byte[]> _prefixes = [];
    private readonly ArrayBufferWriter<byte> _lines = new(RequestBytes + (64 * 1024));
    private int _prefixRevision;

    /// <summary>Points written since the start.</summary>
    public long PointCount { get; private set; }

    /// <summary>Takes an event in. Facts are followed; readings become lines, which go out when there are enough of them.</summary>
    /// <param name="data">The event; null for one that this build does not know.</param>
    /// <param name="isHeld">True when the server is known to hold this event's points, so that they are not sent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when it was a fact.</returns>
    /// <exception cref="InfluxException">Not now.</exception>
    public async ValueTask<bool> TakeAsync(IDomainEvent? data, bool isHeld, CancellationToken cancellationToken)
    {
        if (facts.Follow(data))
        {
            return true;
        }

        if (!isHeld && data is ReadingsRecorded block)
        {
            foreach (var group in block.Groups)
            {
                await WriteAsync(group, cancellationToken);
            }
        }

        return false;
    }

    /// <summary>Sends what has gathered.</summary>
    /// <exception cref="InfluxException">Not now.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_lines.WrittenCount > 0)
        {
            await sender.SendAsync(_lines.WrittenMemory, cancellationToken);
            _lines.ResetWrittenCount();
        }
    }

    /// <summary>Forgets what has gathered, after a failure.</summary>
    public void Reset() => _lines.ResetWrittenCount();

    /// <summary>Writes the points of a group, corrected.</summary>
    /// <exception cref="InfluxException">Not now.</exception>
    public async ValueTask WriteAsync(ReadingGroup raw, CancellationToken cancellationToken)
    {
        var group = corrections.Corrected(raw);
        var fields = LineProtocolWriter.FieldNames(group.Metrics);
        for (var i = 0; i < group.Count; i++)
        {
            if (LineProtocolWriter.Write(_lines, PrefixOf(group.Sources[group.SourceIndex[i]], group.MeasuredAt[i]), fields, group, i))
            {
                PointCount++;
            }

            if (_lines.WrittenCount >= RequestBytes)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }

    /// <summary>What a raw value counts as.</summary>
    public double Corrected(SeriesId series, HistoricValue raw) => corrections.Corrected(series.Device, series.Sensor, series.Metric, raw.MeasuredAt, raw.Value).Value;

    /// <summary>The measurement that a device's points go to.</summary>
    public string DomainOf(string device, DateTimeOffset at) => facts.DomainOf(device) ?? facts.StationOf(device, at)?.Domain ?? "unknown";

    private byte[] PrefixOf(ReadingSource source, long measuredAt)
    {
        if (_prefixRevision != facts.Revision || _prefixes.Count >= MaxPrefixes)
        {
            _prefixes.Clear();
            _prefixRevision = facts.Revision;
        }

        if (_prefixes.TryGetValue(source, out var prefix))
        {
            return prefix;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(measuredAt);
        prefix = LineProtocolWriter.Prefix(DomainOf(source.Device, at), source, facts.StationOf(source.Device, at));
        if (!facts.HasMoved(source.Device))
        {
            _prefixes.Add(source, prefix);
        }

        return prefix;
    }
}
