using Microsoft.AspNetCore.Identity;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Projections.TimeSeries;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Unit.Dashboard;

/// <summary>Read models that a test fills: at first two accounts, no station and no alert.</summary>
internal sealed class DashboardFakes : IStationQueries, IAlertQueries, ITimeSeriesQueries, IUserQueries, IProjectionStatusQueries
{
    public const string Password = "oyster raft 7";

    public static readonly SensingCatalog Catalog = new()
    {
        Domains = [new DomainDefinition { Id = "river", Name = new LocalText("河川水位", "River stage") }],
        Metrics =
        [
            new MetricDefinition { Domain = "river", Name = "stage", Title = new LocalText("水位", "Stage"), Unit = "m", DisplayUnit = "m", Decimals = 2 },
        ],
        Stations = [],
        Rules = [],
        Municipalities = [],
    };

    // Hashing is slow on purpose; once is enough for all tests.
    private static readonly IReadOnlyList<UserAccount> FirstAccounts = [Account("admin", "admin"), Account("viewer", "viewer")];

    public List<StationOverview> Stations { get; } = [];

    public List<AlertEpisode> Episodes { get; } = [];

    public List<UserAccount> Accounts { get; } = [.. FirstAccounts];

    /// <summary>Thrown instead of an answer about history.</summary>
    public Exception? HistoryFailure { get; set; }

    public static StationOverview Station(string id, string domain, string name = "川") => new()
    {
        Station = new StationDefinition
        {
            Id = id,
            Domain = domain,
            Name = new LocalText(name, name),
            Municipality = "04215",
            Latitude = 38.5,
            Longitude = 141,
            Fictional = true,
        },
        Municipality = new LocalText("大崎市", "Osaki"),
        Latest = [new LatestValue("gauge-1", "main", "stage", 1.25, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)],
        Devices = [new StationDevice("gauge-1", true, DateTimeOffset.UnixEpoch)],
        Severity = 0,
    };

    public Task<IReadOnlyList<StationOverview>> ListAsync(string? domain, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StationOverview>>(Stations);

    public Task<StationOverview?> FindAsync(string station, CancellationToken cancellationToken) =>
        Task.FromResult(Stations.Find(known => known.Station.Id == station));

    public Task<IReadOnlyList<MetricDefinition>> MetricsAsync(string? domain, CancellationToken cancellationToken) => Task.FromResult(Catalog.Metrics);

    public Task<IReadOnlyList<AlertEpisode>> ListAsync(string? station, bool activeOnly, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AlertEpisode>>(Episodes);

    Task<AlertEpisode?> IAlertQueries.FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Episodes.Find(episode => episode.Id == id));

    public Task<IReadOnlyList<SensorSeries>> ReadAsync(
        string domain, string station, string metric, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken) =>
        HistoryFailure is { } failure
            ? Task.FromException<IReadOnlyList<SensorSeries>>(failure)
            : Task.FromResult<IReadOnlyList<SensorSeries>>([new SensorSeries("gauge-1", "main", [new SeriesPoint(from, 1.25, 1, 1.5)])]);

    Task<UserAccount?> IUserQueries.FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Accounts.Find(account => account.Name == name));

    public Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult((long)Accounts.Count);

    public IReadOnlyList<ProjectionStatus> List() => [new ProjectionStatus("alerts", 12_345, 6, "it broke")];

    private static UserAccount Account(string name, string role) => new(name, new PasswordHasher<string>().HashPassword(name, Password), [role]);
}
