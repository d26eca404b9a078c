using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Corrections;

/// <summary>Applies the corrections to raw history as it is read. They are read from their own streams, which are few, so an answer never lags behind a correction.</summary>
internal sealed class CorrectedHistoryQueries(IEventStore store, ISeriesHistoryQueries history) : ICorrectedHistoryQueries
{
    private const string Streams = "correction:";

    public async Task<CorrectionBook> CorrectionsAsync(CancellationToken cancellationToken)
    {
        var book = new CorrectionBook();
        await foreach (var item in store.ReadStreamsAsync(Streams, cancellationToken))
        {
            book.Fold(item.Position, item.RecordedAt, item.Data, out _);
        }

        return book;
    }

    public async IAsyncEnumerable<CorrectedReading> ReadAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asKnownOn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var book = await CorrectionsAsync(cancellationToken);
        await foreach (var raw in history.ReadAsync(series, from, to, cancellationToken))
        {
            if (asKnownOn is null || raw.ReceivedAt <= asKnownOn)
            {
                var (value, corrections) = book.Corrected(series.Device, series.Sensor, series.Metric, raw.MeasuredAt, raw.Value, asKnownOn);
                yield return new CorrectedReading(raw, value, corrections);
            }
        }
    }
}
