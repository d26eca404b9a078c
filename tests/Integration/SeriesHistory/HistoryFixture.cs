using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;
using Xunit;

namespace MiyagiSensing.Integration.SeriesHistory;

/// <summary>The history's projection on a database of its own, driven by hand, with a clock that stands where the test puts it.</summary>
public sealed class HistoryFixture : IAsyncLifetime
{
    private StoryStore _story = null!;
    private IProjector _projector = null!;

    public ISeriesHistoryQueries Queries => _story.Get<ISeriesHistoryQueries>();

    public IStoredIdentities Identities => _story.Get<IStoredIdentities>();

    /// <summary>Position of the last event.</summary>
    public long Position { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _story = await StoryStore.StartAsync();
        _projector = _story.Projector("series-history/1");
        await ReloadAsync();
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();

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
        _story.Now = now;
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
            await _story.SaveAsync(_projector, Position);
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
    public async Task ReloadAsync() => Position = await _story.LoadAsync(_projector);

    /// <summary>One number.</summary>
    public Task<long> NumberAsync(string sql) => _story.NumberAsync(sql);
}
