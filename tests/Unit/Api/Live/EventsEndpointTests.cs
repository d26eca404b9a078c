using System.Net.ServerSentEvents;
using System.Text.Json;
using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Live;

public sealed class EventsEndpointTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ApiServer _server = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_fresh_stream_opens_with_the_present_values_and_no_id()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "");

        var first = await events.NextAsync();

        Assert.Equal("update", first.EventType);
        Assert.Equal("", events.LastEventId);
        Assert.True(_server.Live.Subscribed);
        GoldenFile.AssertEqual("api/events-fresh.json", first.Data);
    }

    [Fact]
    public async Task A_stream_that_comes_back_is_told_all_it_may_have_missed()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "", lastEventId: "41");

        var first = await events.NextAsync();

        Assert.Equal("41", events.LastEventId);
        GoldenFile.AssertEqual("api/events-resumed.json", first.Data);
    }

    [Fact]
    public async Task An_id_that_is_none_of_ours_is_taken_for_a_stream_that_comes_back()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "?station=naruse-1", lastEventId: "x");

        var first = await events.NextAsync();

        Assert.Equal("naruse-1", Assert.Single(first.Data.GetProperty("alertsChanged").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task An_update_goes_out_with_its_position_as_id()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "");
        await events.NextAsync();

        await _server.Live.SendAsync(Update(42, "naruse-1", 1.5), Cancelled);
        var update = await events.NextAsync();

        Assert.Equal("update", update.EventType);
        Assert.Equal("42", events.LastEventId);
        GoldenFile.AssertEqual("api/events-update.json", update.Data);
    }

    [Fact]
    public async Task A_stream_about_one_station_hears_of_no_other()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "?station=matsushima-1");
        var first = await events.NextAsync();

        await _server.Live.SendAsync(Update(42, "naruse-1", 1.5), Cancelled);
        await _server.Live.SendAsync(Update(43, "matsushima-1", 14.5), Cancelled);
        var update = await events.NextAsync();

        Assert.Equal(["matsushima-1"], Stations(first));
        Assert.Equal(["matsushima-1"], Stations(update));
        Assert.Equal(43, update.Data.GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task A_quiet_stream_is_pinged_every_15_seconds()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "");
        await events.NextAsync();
        var start = _server.Clock.GetUtcNow();

        for (var period = 1; period <= 2; period++)
        {
            var next = events.NextAsync();
            _server.Clock.Advance(TimeSpan.FromSeconds(14));
            Assert.False(next.IsCompleted);
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
            var ping = await next;

            Assert.Equal("ping", ping.EventType);
            Assert.Equal(start.AddSeconds(15 * period), ping.Data.GetProperty("at").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_subscription()
    {
        var events = await EventReader.OpenAsync(_server.Http, "");
        await events.NextAsync();

        await events.DisposeAsync();

        await _server.Live.Ended.WaitAsync(Patience, Cancelled);
    }

    [Fact]
    public async Task A_server_that_stops_ends_the_stream()
    {
        await using var events = await EventReader.OpenAsync(_server.Http, "");
        await events.NextAsync();

        await _server.StopAsync().WaitAsync(Patience, Cancelled);

        await _server.Live.Ended.WaitAsync(Patience, Cancelled);
        Assert.True(await events.HasEndedAsync());
    }

    private static LiveUpdate Update(long position, string station, double value) => new(
        position,
        [new LiveValue(station, new LatestValue("device-1", "main", "stage", value, FakeStations.MeasuredAt, FakeStations.MeasuredAt.AddSeconds(1)))],
        [station],
        []);

    private static IEnumerable<string?> Stations(SseItem<JsonElement> item) =>
        item.Data.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("station").GetString());
}
