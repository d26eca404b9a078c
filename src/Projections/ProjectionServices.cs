using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Devices;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Live;
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
        this IServiceCollection services, string connectionString, InfluxOptions influx, IReadOnlyList<Municipality> municipalities)
    {
        services.AddSingleton(new ProjectionDatabase(connectionString));
        services.AddSingleton(_ => new InfluxConnection(
            new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) }, influx));
        services.AddSingleton<IStationQueries>(provider =>
            new StationQueries(provider.GetRequiredService<ProjectionDatabase>(), municipalities));
        services.AddSingleton<IAlertQueries, AlertQueries>();
        services.AddSingleton<IUserQueries, UserQueries>();
        services.AddSingleton<IDeviceDirectory, DeviceDirectory>();
        services.AddSingleton<ITimeSeriesQueries, TimeSeriesQueries>();
        services.AddSingleton<HistoryTail>();
        services.AddSingleton<HistoryJournal>();
        services.AddSingleton<StoredIdentityRows>();
        services.AddSingleton<ISeriesHistoryQueries, SeriesHistoryQueries>();
        services.AddSingleton<IStoredIdentities, StoredIdentities>();
        services.AddSingleton(provider => new TimeSeriesCount(provider.GetRequiredService<InfluxConnection>()));
        return services;
    }

    /// <summary>Adds the projections themselves, each with its loop.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
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
        services.AddSingleton(provider => provider.GetServices<IProjector>()
            .Select(projector => ActivatorUtilities.CreateInstance<ProjectionRunner>(provider, projector, provider.GetRequiredService<ILogger<ProjectionRunner>>()))
            .ToArray());
        services.AddSingleton<IHostedService, ProjectionRunners>();
        services.AddSingleton<IProjectionStatusQueries, ProjectionStatusQueries>();
        return services;
    }

    /// <summary>Creates the tables of all projections; safe to run at every start.</summary>
    public static async Task MigrateProjectionsAsync(this IServiceProvider provider, CancellationToken cancellationToken)
    {
        var database = provider.GetRequiredService<ProjectionDatabase>();
        var schema = string.Concat(provider.GetServices<IProjector>().Select(projector => projector.Schema));
        await using var command = database.DataSource.CreateCommand(schema);
        // An index on a table that has grown takes its time.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
