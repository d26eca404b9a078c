using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Rivers;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Unit.Domain.Rivers;

namespace MiyagiSensing.Unit.Api;

/// <summary>One rising gauge and its silent neighbour; remembers what it was asked.</summary>
internal sealed class FakeRivers : IRiverQueries
{
    public List<object?> Asked { get; } = [];

    private static GaugeOverview Kitakami { get; } = Gauge(Levels.Kitakami, Levels.At((-60, 9.31), (0, 9.43)));

    private static PairCondition Pair { get; } = PairCondition.Of(
        Kitakami,
        Gauge(Levels.Kitakami with { Id = "river-8200000124", Name = new LocalText("北上川下流 左岸 30.6k", "Kitakami-gawa 30.6k") }, Levels.At((-500, 7.6))),
        new DownstreamStation("river-8200000124", "kilometre posts", 4.4),
        new RiseLag(TimeSpan.FromHours(1), 0.875, 30, TimeSpan.FromHours(1)));

    public Task<IReadOnlyList<GaugeOverview>> ListAsync(DateTimeOffset? at, CancellationToken cancellationToken)
    {
        Asked.Add(at);
        return Task.FromResult<IReadOnlyList<GaugeOverview>>([Kitakami]);
    }

    public Task<GaugeDossier?> FindAsync(string station, DateTimeOffset? at, CancellationToken cancellationToken) => Task.FromResult(station == Kitakami.Station.Id
        ? new GaugeDossier(
            Kitakami,
            [new ThresholdChange(new ThresholdChanged(station, "stage", "danger", Levels.Now, "office", "bank raised", 9.45), "user:sato", 17, Levels.Now)],
            [Pair])
        : null);

    public Task<IReadOnlyList<Hydrograph>?> HydrographAsync(string station, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        Asked.Add((from, to));
        return Task.FromResult<IReadOnlyList<Hydrograph>?>(station == Kitakami.Station.Id
            ? [new Hydrograph("gauge-1", "main", [new HydrographPoint(Levels.Now, 9.43, 0.12)], Exceedances.Of(Levels.At((0, 9.43)), _ => GaugeLimits.Of(Levels.Kitakami), TimeSpan.FromHours(1), Levels.Now))]
            : null);
    }

    public Task<IReadOnlyList<PairCondition>> PairsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PairCondition>>([Pair]);

    public Task<IReadOnlyList<RiverHour>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RiverHour>>([new RiverHour(Levels.Now, 41, new Dictionary<string, int> { ["danger"] = 3, ["reporting"] = 41 })]);

    private static GaugeOverview Gauge(StationDefinition station, List<LevelReading> readings)
    {
        var condition = GaugeCondition.Of(GaugeLimits.Of(station), readings, 9.2, null, Levels.Now);
        return new GaugeOverview
        {
            Station = station,
            Municipality = new LocalText("登米市", "Tome"),
            Device = "gauge-1",
            Sensor = "main",
            Condition = condition,
            Rise = condition.IsReporting ? Rise.Of(readings, PairCondition.LookBack) : null,
        };
    }
}
