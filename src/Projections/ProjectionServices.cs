using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Bridges;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Devices;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Engine.Control;
using MiyagiSensing.Projections.Engine.Shadows;
using MiyagiSensing.Projections.Fisheries;
using MiyagiSensing.Projections.Kpis;
using MiyagiSensing.Projections.Ledger;
using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.Rivers;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.RtkUsage;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Projections.TimeSeries;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Projections;

/// <summary>Registers the projections and their queries; needs <see cref="IEventFeed"/>, <see cref="IEventStore"/> and a <see cref="TimeProvider"/>.</summary>
public static class ProjectionServices
{
    /// <summary>Name of the meter, for exporters.</summary>
    public const string MeterName = "MiyagiSensing.Projections";

    /// <summary>Name of the activity source, for exporters.</summary>
    public const string ActivitySourceName = "MiyagiSensing.Projections";

    /// <summary>Adds the queries over the read models.</summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">The event store's database.</param>
    /// <param name="influx">Where the time series are.</param>
    /// <param name="municipalities">Names of municipalities, from the catalog.</param>
    public static IServiceCollection AddReadModels(
        this IServiceCollection services, string connectionString, InfluxOptions influx, IReadOnlyList<Municipality> municipalities) =>
        services.AddReadModels(connectionString, influx, () => municipalities);

    /// <summary>Adds the queries over the read models; the names of municipalities are read when a query that tells them is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">The event store's database.</param>
    /// <param name="influx">Where the time series are.</param>
    /// <param name="municipalities">Reads the names of municipalities from the catalog.</param>
    public static IServiceCollection AddReadModels(
        this IServiceCollection services, string connectionString, InfluxOptions influx, Func<IReadOnlyList<Municipality>> municipalities)
    {
        services.AddSingleton(new ProjectionDatabase(connectionString));
        services.AddSingleton<IStationQueries>(provider =>
            new StationQueries(provider.GetRequiredService<ProjectionDatabase>(), municipalities(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IThresholdQueries, ThresholdQueries>();
        services.AddSingleton<IAlertQueries, AlertQueries>();
        services.AddSingleton<IUserQueries, UserQueries>();
        services.AddSingleton<IDeviceDirectory, DeviceDirectory>();
        services.AddSingleton<HistoryTail>();
        services.AddSingleton<HistoryJournal>();
        services.AddSingleton<SeriesStretches>();
        services.AddSingleton<StoredIdentityRows>();
        services.AddSingleton<ISeriesHistoryQueries, SeriesHistoryQueries>();
        services.AddSingleton<IStoredIdentities, StoredIdentities>();
        services.AddTimeSeries(influx);
        services.AddSingleton<ILedgerQueries, LedgerQueries>();
        services.AddSingleton<IBridgeQueries, BridgeQueries>();
        services.AddSingleton<IFisheryQueries, FisheryQueries>();
        services.AddSingleton<BuoyHistory>();
        services.AddSingleton<IDistrictReports, DistrictReports>();
        services.AddSingleton<IKpiQueries, KpiQueries>();
        services.AddSingleton<RawHistory>();
        services.AddSingleton<ICorrectedHistoryQueries, CorrectedHistoryQueries>();
        services.AddSingleton<IRollupQueries, RollupQueries>();
        services.AddSingleton<IBridgeTrendQueries, BridgeTrendQueries>();
        services.AddSingleton<GaugeReadings>();
        services.AddSingleton<IRiverQueries>(provider => ActivatorUtilities.CreateInstance<RiverQueries>(provider, municipalities()));
        services.AddSingleton<IRtkUsageQueries, RtkUsageQueries>();
        return services;
    }

    /// <summary>Adds the projections' folds, without the loops that drive them.</summary>
    public static IServiceCollection AddProjectors(this IServiceCollection services)
    {
        services.AddSingleton<LiveHub>();
        services.AddSingleton<ILiveUpdates>(provider => provider.GetRequiredService<LiveHub>());
        services.AddSingleton<ProjectionMetrics>();
        services.AddSingleton<IProjector, StationsProjector>();
        services.AddSingleton<IProjector, UsersProjector>();
        services.AddSingleton<IProjector, DevicesProjector>();
        services.AddSingleton<IProjector, AlertsProjector>();
        services.AddSingleton<IProjector, TimeSeriesProjector>();
        services.AddSingleton<IProjector, SeriesHistoryProjector>();
        services.AddSingleton<IProjector, LedgerProjector>();
        services.AddSingleton<IProjector, RollupsProjector>();
        services.AddSingleton<IProjector, BridgesProjector>();
        services.AddSingleton<IProjector, RiversProjector>();
        services.AddSingleton<IProjector, FisheriesProjector>();
        services.AddSingleton<IProjector, KpisProjector>();
        services.AddSingleton<IProjector, RtkUsageProjector>();
        return services;
    }

    /// <summary>Adds what operators do with the projections, also from a process that does not run them; needs <see cref="AddProjectors"/>.</summary>
    public static IServiceCollection AddProjectionControl(this IServiceCollection services, string connectionString, InfluxOptions influx)
    {
        services.AddSingleton<ProjectionAuditor>();
        services.AddSingleton<IProjectionControl, ProjectionControl>();
        services.AddSingleton<IProjectionShadow>(provider => ActivatorUtilities.CreateInstance<ProjectionShadow>(provider, connectionString, influx));
        return services;
    }

    /// <summary>Adds the loops that drive the projections while this node holds their leases; needs <see cref="AddProjectors"/> and <see cref="AddProjectionControl"/>.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetServices<IProjector>()
            .Select(projector => ActivatorUtilities.CreateInstance<ProjectionRunner>(provider, projector, provider.GetRequiredService<ILogger<ProjectionRunner>>()))
            .ToArray());
        services.AddSingleton<IHostedService, ProjectionRunners>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ProjectionAuditor>());
        services.AddSingleton<IProjectionStatusQueries, ProjectionStatusQueries>();
        return services;
    }

    /// <summary>Creates the tables of all projections; safe to run at every start.</summary>
    public static async Task MigrateProjectionsAsync(this IServiceProvider provider, CancellationToken cancellationToken)
    {
        var database = provider.GetRequiredService<ProjectionDatabase>();
        var schema = EngineSchema.Sql + AuditTables.Schema + string.Concat(provider.GetServices<IProjector>().Select(projector => projector.Schema));
        await using var command = database.DataSource.CreateCommand(schema);
        // An index on a table that has grown takes its time.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
