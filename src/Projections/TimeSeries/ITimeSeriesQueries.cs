namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Reads history from InfluxDB.</summary>
public interface ITimeSeriesQueries
{
    /// <summary>One metric of a station, a line for each sensor. The range is cut into at most <paramref name="points"/> equal steps (1 to 10,000).</summary>
    /// <exception cref="IOException">InfluxDB can't be reached or refuses; the message says which.</exception>
    Task<IReadOnlyList<SensorSeries>> ReadAsync(
        string domain, string station, string metric, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken);
}
