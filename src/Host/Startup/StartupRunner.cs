using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Catalog.Import;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.KeyStore;

namespace MiyagiSensing.Host.Startup;

/// <summary>Runs before every other service: brings the stores to this build's shape, imports what is new in the catalog, and sees to it that somebody can sign in.</summary>
internal sealed class StartupRunner(
    IServiceProvider services, IEventStore store, SensingCatalog catalog, PlatformSettings settings, TimeProvider clock, ILogger<StartupRunner> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => StoreStartup.WithPatienceAsync(StartOnceAsync, clock, logger, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StartOnceAsync(CancellationToken cancellationToken)
    {
        await StoreStartup.MigrateAsync(services, cancellationToken);
        var imported = await CatalogImport.ImportAsync(catalog, store, cancellationToken);
        HostLog.CatalogImported(logger, imported.Imported.Count, imported.UnchangedCount);
        foreach (var difference in imported.Differences)
        {
            HostLog.CatalogDiffers(logger, $"{difference.Stream} ({difference.Kind}{(difference.Detail is { } detail ? $": {detail}" : "")})");
        }

        // A restored key store may know again whom it had forgotten, and have keys whose time is over.
        var keys = services.GetRequiredService<PostgresKeyStore>();
        await new ForgottenUsers(store, keys, settings.DataFolder).ApplyAsync([], cancellationToken);
        await keys.RenewAsync(clock.GetUtcNow(), cancellationToken);
        await FirstAccount.EnsureAsync(store, settings.DataFolder, clock, logger, cancellationToken);
    }
}
