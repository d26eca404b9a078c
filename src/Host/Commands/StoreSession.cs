using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections;
using Npgsql;

namespace MiyagiSensing.Host.Commands;

/// <summary>
/// The event store for a command that runs beside the platform or without it: same settings, same append function, no intake.
/// </summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreSession(PlatformSettings settings)
    {
        Settings = settings;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(NpgsqlDataSource.Create(settings.Postgres));
        services.AddEventStore(settings.ArchiveFolder);
        services.AddMetrics();
        services.AddReadModels(settings.Postgres, settings.Influx, () => CatalogFiles.Municipalities(settings.CatalogFolder)).AddProjectors().AddProjectionControl(settings.Postgres, settings.Influx);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The settings in force.</summary>
    public PlatformSettings Settings { get; }

    /// <summary>The event store.</summary>
    public IEventStore Store => Get<IEventStore>();

    /// <summary>Opens the store named by the environment.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static StoreSession Open() => new(PlatformSettings.Read(Environment.GetEnvironmentVariable));

    /// <summary>Lets the feed follow the store, for commands that read it as a flow; ends with the session's process.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }
    }

    /// <summary>A service of the store or of the read models.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
