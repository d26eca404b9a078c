using System.Text.Json;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Run;

public sealed class FieldScriptsTests
{
    public static TheoryData<string> Domains => ["river", "buoy", "pipe-bridge", "rtk"];

    [Theory]
    [MemberData(nameof(Domains))]
    public async Task No_identity_comes_twice_in_two_stories(string domain)
    {
        var (messages, counters) = await Story.PlayAsync(DemoCatalog.Of(domain).Take(1), stories: 2);

        var identities = messages.Where(message => message.Topic.EndsWith("/telemetry", StringComparison.Ordinal)).SelectMany(Identities).ToList();
        Assert.Distinct(identities);
        Assert.Equal(counters.PublishedReadings, identities.Count);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public async Task The_same_story_is_told_in_every_run(string domain)
    {
        var (first, _) = await Story.PlayAsync(DemoCatalog.Of(domain).Take(1), stories: 1);
        var (second, _) = await Story.PlayAsync(DemoCatalog.Of(domain).Take(1), stories: 1);

        Assert.Equal(first.Select(message => message.Payload), second.Select(message => message.Payload));
    }

    [Fact]
    public async Task Every_session_starts_goes_on_and_ends_in_this_order()
    {
        var (messages, counters) = await Story.PlayAsync(DemoCatalog.Of("rtk").Take(1), stories: 2);

        var sessions = messages.Where(message => message.Topic.EndsWith("/event", StringComparison.Ordinal))
            .Select(message => JsonDocument.Parse(message.Payload).RootElement)
            .GroupBy(item => item.GetProperty("session").GetString(), item => item.GetProperty("event").GetString())
            .Select(session => session.ToList()).ToList();
        Assert.NotEmpty(sessions);
        Assert.Equal(counters.Events, sessions.Sum(session => session.Count));
        Assert.All(sessions, session =>
        {
            Assert.Equal(("session_start", "session_end"), (session[0], session[^1]));
            Assert.True(session.Count > 2);
            Assert.All(session[1..^1], step => Assert.Equal("session_update", step));
        });
    }

    private static IEnumerable<(string Topic, string Sensor, long Instant)> Identities(BrokerMessage message)
    {
        using var payload = JsonDocument.Parse(message.Payload);
        var root = payload.RootElement;
        var sensor = root.TryGetProperty("sensor", out var name) ? name.GetString()! : "main";
        var instant = root.GetProperty("ts").GetInt64();
        if (!root.TryGetProperty("dtMs", out var interval))
        {
            return [(message.Topic, sensor, instant)];
        }

        var samples = root.GetProperty("m").EnumerateObject().First().Value.GetArrayLength();
        var step = interval.GetInt32();
        return [.. Enumerable.Range(0, samples).Select(i => (message.Topic, sensor, instant + (i * step)))];
    }
}
