using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Unit.Api;

/// <summary>Remembers what was asked and answers with one line of one point.</summary>
internal sealed class FakeHistory : ITimeSeriesQueries
{
    public Exception? Failure { get; set; }

    public (string Domain, string Station, string Metric, DateTimeOffset From, DateTimeOffset To, int Points)? Asked { get; private set; }

    public Task<IReadOnlyList<SensorSeries>> ReadAsync(
        string domain, string station, string metric, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken)
    {
        Asked = (domain, station, metric, from, to, points);
        return Failure is null
            ? Task.FromResult<IReadOnlyList<SensorSeries>>([new SensorSeries("gauge-1", "main", [new SeriesPoint(from, 1.5, 1.25, 1.75)])])
            : Task.FromException<IReadOnlyList<SensorSeries>>(Failure);
    }
}
