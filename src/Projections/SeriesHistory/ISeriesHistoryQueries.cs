namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Reads raw history by series, without touching the journal or InfluxDB.</summary>
public interface ISeriesHistoryQueries
{
    /// <summary>The series of a device, in order of sensor and metric.</summary>
    Task<IReadOnlyList<SeriesId>> ListAsync(string device, CancellationToken cancellationToken);

    /// <summary>
    /// The values measured from <paramref name="from"/> (included) to <paramref name="to"/> (excluded), oldest first; values of one instant in the order of their commits. Raw: no correction is applied.
    /// Complete up to the position of the projection.
    /// </summary>
    IAsyncEnumerable<HistoricValue> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
