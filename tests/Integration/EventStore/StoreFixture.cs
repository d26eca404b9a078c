using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.EventStore;

/// <summary>An event store on a database of its own, in this process.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private PostgresServer _postgres = null!;
    private IHost _host = null!;

    public string ConnectionString => _postgres.ConnectionString;

    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public IEventStore Store => _host.Services.GetRequiredService<IEventStore>();

    public IEventFeed Feed => _host.Services.GetRequiredService<IEventFeed>();

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _postgres = await PostgresServer.StartAsync(ownServer: false, cancellationToken);
        DataSource = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await SchemaMigrator.MigrateAsync(DataSource, cancellationToken);
        await SchemaMigrator.MigrateAsync(DataSource, cancellationToken);
        _host = NewProcess();
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>The event store as another process has it: its own feed, its own epoch.</summary>
    /// <param name="settings">Added to the connection string.</param>
    public IHost NewProcess(string settings = "")
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(NpgsqlDataSource.Create($"{_postgres.ConnectionString};{settings}"));
        builder.Services.AddEventStore(TemporaryFolder.Create("archive")).AddJournal();
        return builder.Build();
    }

    public static NewEvent Minute(string stream) =>
        new(Guid.NewGuid(), stream, new TimeAdvanced { At = DateTimeOffset.UnixEpoch }, EventHeaders.Platform);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await DataSource.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
