using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Shadows;
using Xunit;

namespace MiyagiSensing.Integration.Alerts;

/// <summary>The alerts' projection on a database of its own with one gauge, driven by hand; it can be stopped at any point and begun again from what is committed.</summary>
public sealed class AlertStory : IAsyncDisposable
{
    private readonly StoryStore _story;
    private readonly IProjector _projector;
    private long _position;

    private AlertStory(StoryStore story) => (_story, _projector) = (story, story.Projector("alerts/1"));

    public IAlertQueries Alerts => _story.Get<IAlertQueries>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Begins with a gauge at a station and a rule on its stage.</summary>
    public static async Task<AlertStory> BeginAsync(DateTimeOffset now, RuleDefinition rule)
    {
        var story = new AlertStory(await StoryStore.StartAsync());
        story._story.Now = now;
        await story._story.TellAsync("metric:river:stage", new MetricDefined
        {
            Metric = new MetricDefinition { Domain = "river", Name = "stage", Title = new LocalText("水位", "Stage"), Unit = "m", DisplayUnit = "m", Minimum = -5, Maximum = 30 },
            ContentHash = "",
        });
        await story._story.TellAsync("station:gauge-place", new StationDefined
        {
            Station = new StationDefinition { Id = "gauge-place", Domain = "river", Name = new LocalText("川", "River"), Municipality = "04212", Latitude = 38, Longitude = 141 },
            ContentHash = "",
        });
        await story._story.TellAsync($"rule:{rule.Id}", new RuleDefined { Rule = rule, ContentHash = "" });
        await story._story.TellAsync("device:gauge", new DeviceRegistered { Device = "gauge", Domain = "river" });
        await story._story.TellAsync("device:gauge", new DeviceMounted { Device = "gauge", Station = "gauge-place", From = now });
        await story.RestartAsync();
        return story;
    }

    /// <summary>A reading comes now.</summary>
    public Task MeasureAsync(DateTimeOffset at, double value, DateTimeOffset? receivedAt = null)
    {
        _story.Now = receivedAt ?? at;
        return _story.TellAsync("journal:0:test", new ReadingsRecorded
        {
            Groups =
            [
                new ReadingGroup
                {
                    Metrics = new MetricSet("stage"),
                    Sources = [new ReadingSource("gauge", ReadingSource.DefaultSensor)],
                    SourceIndex = [0],
                    MeasuredAt = [at.ToUnixTimeMilliseconds()],
                    ReceivedAt = [_story.Now.ToUnixTimeMilliseconds()],
                    Values = [[value]],
                    Decoder = "json/1",
                },
            ],
        });
    }

    /// <summary>A minute of the journal's time.</summary>
    public Task TickAsync(DateTimeOffset at)
    {
        _story.Now = at;
        return _story.TellAsync("platform", new TimeAdvanced { At = at });
    }

    /// <summary>The projection takes in what has been told, one event at a time; also what it appended itself.</summary>
    public async Task CatchUpAsync()
    {
        for (var events = await _story.ReadAsync(_position); events.Count > 0; events = await _story.ReadAsync(_position))
        {
            foreach (var item in events)
            {
                await _projector.FoldAsync([item], Cancellation);
                _position = item.Position;
                await _story.SaveAsync(_projector, _position);
            }
        }
    }

    /// <summary>Begins again from what is committed.</summary>
    public async Task RestartAsync() => _position = await _story.LoadAsync(_projector);

    /// <summary>What was told, in order.</summary>
    public async Task<List<IDomainEvent>> EventsAsync() =>
        [.. (await _story.ReadAsync(0)).Where(item => item.Stream.StartsWith("alert:", StringComparison.Ordinal)).Select(item => item.Data!)];

    /// <summary>A replay beside the live rows finds the same.</summary>
    public async Task AssertReplayIsEqualAsync()
    {
        await CatchUpAsync();
        var report = await _story.Get<IProjectionShadow>().VerifyAsync("alerts", _ => { }, Cancellation);
        Assert.True(report.DifferingCount == 0, string.Join("; ", report.Tables.Select(table => table.FirstDifference).OfType<string>()));
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();
}
