using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Unit.Api;

/// <summary>Two stations, each with one value; a test may replace them or make the store fail.</summary>
internal sealed class FakeStations : IStationQueries
{
    public static readonly DateTimeOffset MeasuredAt = new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);

    public Exception? Failure { get; set; }

    public string? DomainAsked { get; private set; }

    public List<StationOverview> Stations { get; } =
    [
        Station("naruse-1", "river", "鳴瀬川", new LatestValue("gauge-1", "main", "stage", 1.25, MeasuredAt, MeasuredAt.AddSeconds(2))),
        Station("matsushima-1", "buoy", "松島湾", new LatestValue("buoy-1", "1m", "water_temp", null, MeasuredAt, MeasuredAt.AddSeconds(3))),
    ];

    public static StationOverview Station(string id, string domain, string name, params LatestValue[] latest) => new()
    {
        Station = new StationDefinition
        {
            Id = id,
            Domain = domain,
            Name = new LocalText(name, id),
            Municipality = "04401",
            Latitude = 38.375,
            Longitude = 141.0625,
            Fictional = true,
        },
        Municipality = new LocalText("松島町", "Matsushima"),
        Latest = latest,
        Devices = [new StationDevice(id + "-device", true, MeasuredAt)],
        Severity = 0,
    };

    public Task<IReadOnlyList<StationOverview>> ListAsync(string? domain, CancellationToken cancellationToken)
    {
        DomainAsked = domain;
        return Failure is null
            ? Task.FromResult<IReadOnlyList<StationOverview>>([.. Stations.Where(station => domain is null || station.Station.Domain == domain)])
            : Task.FromException<IReadOnlyList<StationOverview>>(Failure);
    }

    public Task<StationOverview?> FindAsync(string station, CancellationToken cancellationToken) =>
        Task.FromResult(Stations.Find(known => known.Station.Id == station));

    public Task<IReadOnlyList<MetricDefinition>> MetricsAsync(string? domain, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MetricDefinition>>(
        [
            new MetricDefinition
            {
                Domain = "river", Name = "stage", Title = new LocalText("水位", "River stage"), Unit = "m", DisplayUnit = "m", Minimum = -5,
                Maximum = 30,
            },
        ]);
}
