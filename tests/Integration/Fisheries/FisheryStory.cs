using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.TimeSeries;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Fisheries;

/// <summary>The projections that fisheries rest on, on a database of their own, driven by hand; the clock stands where the story is.</summary>
public sealed class FisheryStory : IAsyncDisposable
{
    private static readonly string[] Followed = ["stations", "devices", "rollups", "history", "fisheries"];

    private readonly StoryClock _clock = new();
    private readonly PostgresServer _postgres;
    private readonly IHost _services;
    private readonly List<IProjector> _projectors = [];
    private long _position;

    private FisheryStory(PostgresServer postgres)
    {
        _postgres = postgres;
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_clock).AddLogging().AddMetrics();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(postgres.ConnectionString));
        builder.Services.AddEventStore("no archive");
        builder.Services.AddReadModels(postgres.ConnectionString, new InfluxOptions { Url = new Uri("http://127.0.0.1:1") }, []).AddProjectors();
        _services = builder.Build();
    }

    /// <summary>The story's present; events that are told now are recorded at it.</summary>
    public DateTimeOffset Now
    {
        get => _clock.Now;
        set => _clock.Now = value;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProjectionDatabase Database => _services.Services.GetRequiredService<ProjectionDatabase>();

    public static async Task<FisheryStory> BeginAsync(DateTimeOffset now)
    {
        var story = new FisheryStory(await PostgresServer.StartAsync(ownServer: false, Cancellation)) { Now = now };
        await SchemaMigrator.MigrateAsync(story.Get<NpgsqlDataSource>(), Cancellation);
        await story._services.Services.MigrateProjectionsAsync(Cancellation);
        await using var connection = await story.Database.DataSource.OpenConnectionAsync(Cancellation);
        foreach (var projector in story._services.Services.GetServices<IProjector>().Where(projector => Followed.Any(name => projector.Name.Contains(name, StringComparison.Ordinal))))
        {
            await projector.LoadAsync(connection, Cancellation);
            story._projectors.Add(projector);
        }

        Assert.Equal(Followed.Length, story._projectors.Count);
        return story;
    }

    public T Get<T>()
        where T : notnull => _services.Services.GetRequiredService<T>();

    /// <summary>Readings of one sensor.</summary>
    public static ReadingsRecorded Block(string device, string sensor, string metric, params IReadOnlyList<(DateTimeOffset At, double Value)> readings) => new()
    {
        Groups =
        [
            new ReadingGroup
            {
                Metrics = new MetricSet(metric),
                Sources = [new ReadingSource(device, sensor)],
                SourceIndex = new int[readings.Count],
                MeasuredAt = [.. readings.Select(reading => reading.At.ToUnixTimeMilliseconds())],
                ReceivedAt = [.. readings.Select(reading => reading.At.ToUnixTimeMilliseconds())],
                Values = [[.. readings.Select(reading => reading.Value)]],
                Decoder = "json/1",
            },
        ],
    };

    /// <summary>What happens now.</summary>
    public Task TellAsync(params IReadOnlyList<IDomainEvent> facts) => TellAsync("operator", facts);

    /// <summary>What somebody makes happen now.</summary>
    public async Task TellAsync(string actor, IReadOnlyList<IDomainEvent> facts)
    {
        List<RecordedEvent> events = [.. facts.Select(data => new RecordedEvent
        {
            Position = ++_position,
            Id = Guid.NewGuid(),
            Stream = "story",
            Version = _position,
            Type = EventCatalog.NameOf(data),
            RecordedAt = Now,
            Headers = new EventHeaders(actor),
            Data = data,
        })];
        foreach (var projector in _projectors)
        {
            await projector.FoldAsync(events, Cancellation);
            await using var connection = await Database.DataSource.OpenConnectionAsync(Cancellation);
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await projector.SaveAsync(connection, transaction, Cancellation);
            var from = await Checkpoints.ReadAsync(connection, projector.Name, Cancellation);
            await Checkpoints.AdvanceAsync(connection, transaction, projector.Name, from, _position, Cancellation);
            await transaction.CommitAsync(Cancellation);
            projector.Committed(_position);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _services.Dispose();
        await _postgres.DisposeAsync();
    }

    private sealed class StoryClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
