using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections;
using MiyagiSensing.Projections.Bridges;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.TimeSeries;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Bridges;

/// <summary>The register on a real PostgreSQL, without a platform, on a clock that the test turns.</summary>
public sealed class RegisterFixture : IAsyncLifetime
{
    private readonly StoryClock _clock = new();
    private PostgresServer _postgres = null!;
    private IHost _services = null!;
    private IProjector _projector = null!;
    private long _position;

    /// <summary>Records what people decide.</summary>
    public BridgeDesk Desk => new(Store, _clock);

    /// <summary>What is known.</summary>
    public IBridgeQueries Queries => _services.Services.GetRequiredService<IBridgeQueries>();

    /// <summary>The truth.</summary>
    public IEventStore Store => _services.Services.GetRequiredService<IEventStore>();

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _postgres = await PostgresServer.StartAsync(ownServer: false, cancellationToken);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString));
        builder.Services.AddEventStore("no archive");
        builder.Services.AddReadModels(_postgres.ConnectionString, new InfluxOptions { Url = new Uri("http://127.0.0.1:1") }, []).AddProjectors();
        _services = builder.Build();
        await SchemaMigrator.MigrateAsync(_services.Services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        await _services.Services.MigrateProjectionsAsync(cancellationToken);
        _projector = _services.Services.GetServices<IProjector>().Single(projector => projector.Name == "bridges/1");
    }

    public async ValueTask DisposeAsync()
    {
        _services.Dispose();
        await _postgres.DisposeAsync();
    }

    /// <summary>Noon in Japan of a day.</summary>
    public void TurnTo(DateOnly day) => _clock.Now = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(9));

    /// <summary>Registers a bridge today.</summary>
    public Task DefineAsync(string id, int spans, CancellationToken cancellationToken) => AppendAsync(
        id,
        new BridgeDefined
        {
            ContentHash = "",
            Bridge = new BridgeDefinition
            {
                Id = id,
                Name = new LocalText(id, id),
                Class = "trunk",
                Structure = "langer",
                Municipality = "04202",
                Latitude = 38.5,
                Longitude = 141,
                DiameterMillimetres = 900,
                LengthMetres = 100,
                Spans = spans,
                Source = "test",
            },
        },
        cancellationToken);

    /// <summary>Appends an event of a bridge today.</summary>
    public async Task AppendAsync(string bridge, IDomainEvent fact, CancellationToken cancellationToken) =>
        await Store.AppendAsync([new NewEvent(Guid.NewGuid(), $"bridge:{bridge}", fact, new EventHeaders("test"))], null, cancellationToken);

    /// <summary>Folds what is new, as the engine does.</summary>
    public async Task ProjectAsync(CancellationToken cancellationToken)
    {
        List<RecordedEvent> fresh = [];
        await foreach (var item in Store.ReadStreamsAsync("bridge:", cancellationToken))
        {
            if (item.Position > _position)
            {
                fresh.Add(item);
            }
        }

        await _projector.FoldAsync(fresh, cancellationToken);
        await using var connection = await _services.Services.GetRequiredService<ProjectionDatabase>().DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await _projector.SaveAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _position = fresh.Count == 0 ? _position : fresh[^1].Position;
    }

    private sealed class StoryClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}
