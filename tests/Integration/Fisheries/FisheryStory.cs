using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections.Engine;
using Xunit;

namespace MiyagiSensing.Integration.Fisheries;

/// <summary>The projections that fisheries rest on, on a database of their own, driven by hand; the clock stands where the story is.</summary>
public sealed class FisheryStory : IAsyncDisposable
{
    private static readonly string[] Followed = ["stations/1", "devices/1", "series-history/1", "rollups/1", "fisheries/1"];

    private readonly StoryStore _story;
    private readonly List<IProjector> _projectors;
    private long _position;

    private FisheryStory(StoryStore story)
    {
        _story = story;
        _projectors = [.. Followed.Select(story.Projector)];
    }

    /// <summary>The story's present; events that are told now are recorded at it.</summary>
    public DateTimeOffset Now
    {
        get => _story.Now;
        set => _story.Now = value;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FisheryStory> BeginAsync(DateTimeOffset now)
    {
        var story = new FisheryStory(await StoryStore.StartAsync()) { Now = now };
        foreach (var projector in story._projectors)
        {
            await story._story.LoadAsync(projector);
        }

        return story;
    }

    public T Get<T>()
        where T : notnull => _story.Get<T>();

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
        foreach (var fact in facts)
        {
            await _story.TellAsync("story", fact, actor);
        }

        var events = await _story.ReadAsync(_position);
        _position = events[^1].Position;
        foreach (var projector in _projectors)
        {
            await projector.FoldAsync(events, Cancellation);
            await _story.SaveAsync(projector, _position);
        }
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();
}
