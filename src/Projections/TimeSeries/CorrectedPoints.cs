using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Brings the points of a corrected stretch into line. A value is overwritten in place. Line protocol can't take a field out of a point, so where a value becomes missing the sensor's points of that stretch
/// are deleted and written again, with all their metrics. Safe to repeat after a failure at any point: the event is then folded again.
/// </summary>
internal sealed class CorrectedPoints(InfluxConnection influx, RawHistory history, PointWriter writer)
{
    /// <summary>Readings handed on at once. Chosen: some 100 kB.</summary>
    private const int BatchReadings = 5_000;

    /// <summary>Rewrites what a correction touches, by all corrections that the writer knows of.</summary>
    /// <param name="changed">The correction that was made or undone.</param>
    /// <param name="position">Readings up to here are rewritten; later ones are written corrected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InfluxException">Not now.</exception>
    public async Task RewriteAsync(Correction changed, long position, CancellationToken cancellationToken)
    {
        var fact = changed.Fact;
        var corrected = new SeriesId(fact.Device, fact.Sensor, fact.Metric);
        await writer.FlushAsync(cancellationToken);
        DateTimeOffset? first = null, last = null;
        await foreach (var raw in history.ReadAsync(corrected, fact.From, fact.To, position, cancellationToken))
        {
            if (!double.IsNaN(raw.Value) && double.IsNaN(writer.Corrected(corrected, raw)))
            {
                first = first < raw.MeasuredAt ? first : raw.MeasuredAt;
                last = last > raw.MeasuredAt ? last : raw.MeasuredAt;
            }
        }

        if (first is { } from && last is { } to)
        {
            await influx.DeleteAsync(writer.DomainOf(fact.Device, fact.From), fact.Device, fact.Sensor, from, to, cancellationToken);
            var series = await history.ListAsync(fact.Device, position, cancellationToken);
            foreach (var other in series.Where(other => other.Sensor == fact.Sensor && other.Metric != fact.Metric))
            {
                await WriteAsync(other, from, to.AddMilliseconds(1), position, cancellationToken);
            }
        }

        await WriteAsync(corrected, fact.From, fact.To, position, cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, long position, CancellationToken cancellationToken)
    {
        var values = history.ReadAsync(series, from, to, position, cancellationToken);
        await foreach (var batch in values.Chunk(BatchReadings).WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(ToGroup(series, batch), cancellationToken);
        }
    }

    private static ReadingGroup ToGroup(SeriesId series, HistoricValue[] values) => new()
    {
        Metrics = new MetricSet(series.Metric),
        Sources = [new ReadingSource(series.Device, series.Sensor)],
        SourceIndex = new int[values.Length],
        MeasuredAt = Array.ConvertAll(values, value => value.MeasuredAt.ToUnixTimeMilliseconds()),
        ReceivedAt = Array.ConvertAll(values, value => value.ReceivedAt.ToUnixTimeMilliseconds()),
        Values = [Array.ConvertAll(values, value => value.Value)],
        Decoder = "history",
    };
}
