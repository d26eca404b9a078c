using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.TimeSeries;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.SeriesHistory;

/// <summary>The history's projection on a database of its own, driven by hand, with a clock that stands where the test puts it.</summary>
public sealed class HistoryFixture : IAsyncLifetime
{
    private readonly EventClock _clock = new();
    private PostgresServer _postgres = null!;
    private IHost _services = null!;
    private IProjector _projector = null!;
    private long _stored;

    public ISeriesHistoryQueries Queries => _services.Services.GetRequiredService<ISeriesHistoryQueries>();

    public IStoredIdentities Identities => _services.Services.GetRequiredService<IStoredIdentities>();

    /// <summary>Position of the last event.</summary>
    public long Position { get; private set; }

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
        _projector = _services.Services.GetServices<IProjector>().Single(projector => projector is SeriesHistoryProjector);
        await ReloadAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _services.Dispose();
        await _postgres.DisposeAsync();
    }

    /// <summary>One reading in a block of its own, as thin traffic makes them.</summary>
    public static ReadingsRecorded Block(ReadingSource source, MetricSet metrics, DateTimeOffset measuredAt, DateTimeOffset receivedAt, params double[] values) => new()
    {
        Groups =
        [
            new ReadingGroup
            {
                Metrics = metrics,
                Sources = [source],
                SourceIndex = [0],
                MeasuredAt = [measuredAt.ToUnixTimeMilliseconds()],
                ReceivedAt = [receivedAt.ToUnixTimeMilliseconds()],
                Values = [.. values.Select(value => new[] { value })],
                Decoder = "json/1",
            },
        ],
    };

    /// <summary>Folds an event as the engine does, and saves when the projection wants to.</summary>
    public async Task FoldAsync(IDomainEvent data, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _clock.Now = now;
        Position++;
        var item = new RecordedEvent
        {
            Position = Position,
            Id = Guid.NewGuid(),
            Stream = "journal:0:20261121",
            Version = Position,
            Type = EventCatalog.NameOf(data),
            RecordedAt = now,
            Headers = EventHeaders.Platform,
            Data = data,
        };
        await _projector.FoldAsync([item], cancellationToken);
        if (!_projector.HoldsBack && _projector.IsUrgent)
        {
            await SaveAsync(cancellationToken);
            _projector.Committed(Position);
        }
    }

    /// <summary>Lets time pass until nothing is left to merge.</summary>
    public async Task RestAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        for (var minute = 1; minute <= 120; minute++)
        {
            var now = from.AddMinutes(minute);
            await FoldAsync(new TimeAdvanced { At = now }, now, cancellationToken);
        }
    }

    /// <summary>Begins again from what is committed, as after a failure.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        await _projector.LoadAsync(connection, cancellationToken);
        Position = _stored;
    }

    /// <summary>One number.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private NpgsqlDataSource Database => _services.Services.GetRequiredService<ProjectionDatabase>().DataSource;

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var from = await Checkpoints.ReadAsync(connection, _projector.Name, cancellationToken);
        await Checkpoints.AdvanceAsync(connection, transaction, _projector.Name, from, Position, cancellationToken);
        await _projector.SaveAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _stored = Position;
    }

    private sealed class EventClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
