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
internal sealed class CorrectedPoints(InfluxConnection influx, RawHistory history)
{
    /// <summary>Readings handed on at once. Chosen: some 100 kB.</summary>
    private const int BatchReadings = 5_000;

    /// <summary>Rewrites what a correction touches.</summary>
    /// <param name="changed">The correction that was made or undone.</param>
    /// <param name="book">All corrections known at <paramref name="position"/>.</param>
    /// <param name="position">The event's position: readings up to here are rewritten, later ones are written corrected.</param>
    /// <param name="domain">The device's domain.</param>
    /// <param name="writeAsync">Writes a group's points.</param>
    /// <param name="sendAsync">Sends what has been written so far.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RewriteAsync(
        Correction changed, CorrectionBook book, long position, string domain, Func<ReadingGroup, CancellationToken, Task> writeAsync, Func<CancellationToken, Task> sendAsync,
        CancellationToken cancellationToken)
    {
        var fact = changed.Fact;
        var corrected = new SeriesId(fact.Device, fact.Sensor, fact.Metric);
        await sendAsync(cancellationToken);
        DateTimeOffset? first = null, last = null;
        await foreach (var raw in history.ReadAsync(corrected, fact.From, fact.To, position, cancellationToken))
        {
            if (!double.IsNaN(raw.Value) && double.IsNaN(book.Corrected(fact.Device, fact.Sensor, fact.Metric, raw.MeasuredAt, raw.Value).Value))
            {
                first = first < raw.MeasuredAt ? first : raw.MeasuredAt;
                last = last > raw.MeasuredAt ? last : raw.MeasuredAt;
            }
        }

        if (first is { } from && last is { } to)
        {
            await influx.DeleteAsync(domain, fact.Device, fact.Sensor, from, to, cancellationToken);
            var series = await history.ListAsync(fact.Device, position, cancellationToken);
            foreach (var other in series.Where(other => other.Sensor == fact.Sensor && other.Metric != fact.Metric))
            {
                await WriteAsync(other, from, to.AddMilliseconds(1), book, position, writeAsync, cancellationToken);
            }
        }

        await WriteAsync(corrected, fact.From, fact.To, book, position, writeAsync, cancellationToken);
        await sendAsync(cancellationToken);
    }

    private async Task WriteAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, CorrectionBook book, long position, Func<ReadingGroup, CancellationToken, Task> writeAsync,
        CancellationToken cancellationToken)
    {
        var values = history.ReadAsync(series, from, to, position, cancellationToken);
        await foreach (var batch in values.Chunk(BatchReadings).WithCancellation(cancellationToken))
        {
            await writeAsync(book.Corrected(ToGroup(series, batch)), cancellationToken);
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
