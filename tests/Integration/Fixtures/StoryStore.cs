using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Projections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.TimeSeries;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>Event store and projections on a database of their own, without a platform: a test drives the projections by hand, and the clock stands where its story is.</summary>
internal sealed class StoryStore : IAsyncDisposable
{
    private readonly StoryClock _clock = new();
    private readonly PostgresServer _postgres;
    private readonly IHost _services;

    private StoryStore(PostgresServer postgres)
    {
        _postgres = postgres;
        var influx = new InfluxOptions { Url = new Uri("http://127.0.0.1:1") };
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_clock).AddLogging().AddMetrics();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(postgres.ConnectionString));
        builder.Services.AddEventStore("no archive");
        builder.Services.AddReadModels(postgres.ConnectionString, influx, []).AddProjectors().AddProjectionControl(postgres.ConnectionString, influx);
        _services = builder.Build();
    }

    /// <summary>The story's present, at which events are recorded.</summary>
    public DateTimeOffset Now
    {
        get => _clock.Now;
        set => _clock.Now = value;
    }

    public TimeProvider Clock => _clock;

    public IEventStore Events => Get<IEventStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Database => Get<ProjectionDatabase>().DataSource;

    public static async Task<StoryStore> StartAsync()
    {
        var story = new StoryStore(await PostgresServer.StartAsync(ownServer: false, Cancellation));
        await SchemaMigrator.MigrateAsync(story.Get<NpgsqlDataSource>(), Cancellation);
        await story._services.Services.MigrateProjectionsAsync(Cancellation);
        await story._services.StartAsync(Cancellation);
        return story;
    }

    public T Get<T>()
        where T : notnull => _services.Services.GetRequiredService<T>();

    /// <param name="name">Its name and version: "bridges/2".</param>
    public IProjector Projector(string name) => _services.Services.GetServices<IProjector>().Single(projector => projector.Name == name);

    /// <summary>Records an event now.</summary>
    public async Task TellAsync(string stream, IDomainEvent data, string actor = "operator") =>
        await Events.AppendAsync([new NewEvent(Guid.NewGuid(), stream, data, new EventHeaders(actor))], null, Cancellation);

    /// <summary>Everything recorded behind a position, in order.</summary>
    public async Task<List<RecordedEvent>> ReadAsync(long after)
    {
        List<RecordedEvent> events = [];
        await foreach (var item in Events.ReadStreamsAsync("", Cancellation))
        {
            if (item.Position > after)
            {
                events.Add(item);
            }
        }

        return events;
    }

    /// <summary>Begins from what a projection has committed, as at a start; its position.</summary>
    public async Task<long> LoadAsync(IProjector projector)
    {
        await using var connection = await Database.OpenConnectionAsync(Cancellation);
        await projector.LoadAsync(connection, Cancellation);
        return (await Checkpoints.ReadAsync(connection, projector.Name, Cancellation)).Position;
    }

    /// <summary>Commits what a projection has folded, with its checkpoint, as the engine does.</summary>
    public async Task SaveAsync(IProjector projector, long position)
    {
        await using var connection = await Database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        var from = await Checkpoints.ReadAsync(connection, projector.Name, Cancellation);
        await Checkpoints.AdvanceAsync(connection, transaction, projector.Name, from, position, Cancellation);
        await projector.SaveAsync(connection, transaction, Cancellation);
        await transaction.CommitAsync(Cancellation);
        projector.Committed(position);
    }

    /// <summary>One number.</summary>
    public async Task<long> NumberAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.StopAsync(CancellationToken.None);
        _services.Dispose();
        await _postgres.DisposeAsync();
    }
}
