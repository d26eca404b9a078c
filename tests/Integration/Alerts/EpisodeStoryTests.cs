using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using Xunit;

namespace MiyagiSensing.Integration.Alerts;

/// <summary>Episodes on a real PostgreSQL: times that must hold, late readings, restarts.</summary>
public sealed class EpisodeStoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 2, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_is_one_episode_whose_steps_can_be_read()
    {
        await using var story = await AlertStory.BeginAsync(Noon, Rule());
        foreach (var (minute, stage) in new[] { (0, 9.31), (10, 9.43), (20, 9.52), (30, 9.67), (40, 9.76), (50, 9.6), (60, 9.41), (70, 9.38) })
        {
            await story.MeasureAsync(At(minute), stage);
        }

        await story.CatchUpAsync();

        Assert.Equal(["EpisodeRaised", "EpisodeEscalated", "EpisodeEased", "EpisodeCleared"], (await story.EventsAsync()).Select(data => data.GetType().Name));
        var episode = Assert.Single(await story.Alerts.ListAsync(null, false, 10, Cancellation));
        Assert.Equal((At(20), At(70), 4), (episode.RaisedAt, episode.ClearedAt, episode.PeakSeverity));
        Assert.Equal([("raised", 9.52), ("escalated", 9.67), ("eased", 9.6), ("cleared", 9.38)], episode.Steps.Select(step => (step.Kind, step.Value)));
        await story.AssertReplayIsEqualAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_must_hold_for_a_time_is_raised_by_the_clock_also_over_a_restart(bool restart)
    {
        await using var story = await AlertStory.BeginAsync(Noon, Rule(forMinutes: 15));
        await story.MeasureAsync(At(0), 9.5);
        await story.TickAsync(At(14));
        await story.CatchUpAsync();
        Assert.Empty(await story.Alerts.ListAsync(null, false, 10, Cancellation));
        if (restart)
        {
            await story.RestartAsync();
        }

        await story.TickAsync(At(16));
        await story.CatchUpAsync();

        var events = await story.EventsAsync();
        Assert.IsType<EpisodePending>(events[0]);
        Assert.Equal((At(15), At(0)), (Assert.IsType<EpisodeRaised>(events[1]).Step.At, ((EpisodeRaised)events[1]).Step.MeasuredAt));
        Assert.Equal(2, events.Count);
        Assert.Equal(At(15), Assert.Single(await story.Alerts.ListAsync(null, true, 10, Cancellation)).RaisedAt);
        await story.AssertReplayIsEqualAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reading_that_comes_late_retells_the_episode_also_after_a_restart(bool restart)
    {
        await using var story = await AlertStory.BeginAsync(Noon, Rule());
        await story.MeasureAsync(At(0), 9.3);
        await story.MeasureAsync(At(30), 9.5);
        await story.CatchUpAsync();
        if (restart)
        {
            await story.RestartAsync();
        }

        await story.MeasureAsync(At(10), 9.7, receivedAt: At(45));
        await story.CatchUpAsync();

        var restated = Assert.IsType<EpisodeRestated>((await story.EventsAsync())[^1]);
        Assert.Equal([("raised", At(10), 4), ("eased", At(30), 3)], restated.Steps.Select(step => (step.Kind, step.At, step.Severity)));
        var episode = Assert.Single(await story.Alerts.ListAsync(null, true, 10, Cancellation));
        Assert.Equal((At(10), 3, 4), (episode.RaisedAt, episode.Severity, episode.PeakSeverity));
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task An_alert_that_late_readings_take_back_is_shown_no_more_and_stays_in_the_journal()
    {
        await using var story = await AlertStory.BeginAsync(Noon, Rule(forMinutes: 15));
        await story.MeasureAsync(At(0), 9.5);
        await story.TickAsync(At(20));
        await story.CatchUpAsync();
        Assert.Single(await story.Alerts.ListAsync(null, true, 10, Cancellation));

        await story.MeasureAsync(At(5), 9.2, receivedAt: At(25));
        await story.CatchUpAsync();

        Assert.Empty(await story.Alerts.ListAsync(null, false, 10, Cancellation));
        Assert.Equal(["EpisodePending", "EpisodeRaised", "EpisodeRestated"], (await story.EventsAsync()).Select(data => data.GetType().Name));
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_silences_nothing()
    {
        await using var story = await AlertStory.BeginAsync(Noon, Rule());
        await story.MeasureAsync(At(600), 9.3, receivedAt: At(0));
        await story.MeasureAsync(At(10), 9.5);
        await story.CatchUpAsync();

        Assert.Single(await story.Alerts.ListAsync(null, true, 10, Cancellation));
    }

    private static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

    private static RuleDefinition Rule(int forMinutes = 0) => new()
    {
        Id = "stage",
        Name = new LocalText("水位", "Stage"),
        Kind = "threshold",
        Domain = "river",
        Metric = "stage",
        Direction = "above",
        Hysteresis = 0.05,
        For = TimeSpan.FromMinutes(forMinutes),
        Levels =
        [
            new RuleLevel { Name = "warning", Title = new LocalText("警戒", "Warning"), Severity = 3, Value = 9.45 },
            new RuleLevel { Name = "flood", Title = new LocalText("氾濫", "Flood"), Severity = 4, Value = 9.65 },
        ],
    };
}
