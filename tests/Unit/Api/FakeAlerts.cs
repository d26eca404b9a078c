using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Alerts;

namespace MiyagiSensing.Unit.Api;

/// <summary>One active episode; remembers what was asked.</summary>
internal sealed class FakeAlerts : IAlertQueries
{
    public (string? Station, bool ActiveOnly, int Limit)? Asked { get; private set; }

    private static AlertEpisode Episode { get; } = new()
    {
        Id = "naruse-flood-1",
        Rule = "river-stage",
        RuleName = new LocalText("河川水位", "River stage"),
        Domain = "river",
        Station = "naruse-1",
        StationName = new LocalText("鳴瀬川", "Naruse"),
        Sensor = "main",
        Metric = "stage",
        Level = new LocalText("氾濫危険", "Flood danger"),
        Severity = 4,
        Value = 9.5,
        PeakSeverity = 4,
        RaisedAt = FakeStations.MeasuredAt,
        ChangedAt = FakeStations.MeasuredAt.AddMinutes(10),
    };

    public Task<IReadOnlyList<AlertEpisode>> ListAsync(string? station, bool activeOnly, int limit, CancellationToken cancellationToken)
    {
        Asked = (station, activeOnly, limit);
        return Task.FromResult<IReadOnlyList<AlertEpisode>>([Episode]);
    }

    public Task<AlertEpisode?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(id == Episode.Id ? Episode : null);
}
