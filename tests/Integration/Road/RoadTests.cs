using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Road;

/// <summary>A reading's whole way, with a client that is not ours.</summary>
public sealed class RoadTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";

    private readonly PlatformFixture _platform = platform;

    [Theory]
    [InlineData(MosquittoClient.Version311, 1)]
    [InlineData(MosquittoClient.Version5, 1)]
    public async Task An_acknowledged_reading_is_in_the_event_store_at_once_and_soon_in_influx(string version, int qualityOfService)
    {
        var login = await _platform.AddDeviceAsync($"road-{version}-{qualityOfService}", "river", Station, Cancellation);
        var instant = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        var result = await _platform.Mosquitto.PublishAsync(
            login, login.Topic("telemetry"), Stage(instant, "1.25"), version, qualityOfService, Cancellation);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal([instant], await _platform.EventStore.InstantsAsync(login.Device, Cancellation));
        await Eventually.HoldsAsync(
            "the point is in InfluxDB",
            async () => (await _platform.TimeSeries.InstantsAsync("river", login.Device, "stage", Cancellation)).SequenceEqual([instant]),
            Cancellation);
    }

    [Fact]
    public async Task The_same_reading_sent_twice_is_acknowledged_twice_and_stored_once()
    {
        var login = await _platform.AddDeviceAsync("road-twice", "river", Station, Cancellation);
        var instant = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await _platform.PublishAsync(login, Stage(instant, "1.25"), Cancellation);
        await _platform.PublishAsync(login, Stage(instant, "1.25"), Cancellation);

        Assert.Equal([instant], await _platform.EventStore.InstantsAsync(login.Device, Cancellation));
    }

    [Fact]
    public async Task A_payload_that_can_not_be_read_is_acknowledged_and_kept_as_a_dead_letter()
    {
        var login = await _platform.AddDeviceAsync("road-garbage", "river", Station, Cancellation);

        await _platform.PublishAsync(login, "{not json", Cancellation);

        var letters = await _platform.EventStore.EventsAsync("message_dead_lettered", Cancellation);
        Assert.Single(letters, letter => letter.Contains(login.Device, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_acknowledged_is_known_as_a_duplicate_after_a_restart()
    {
        var login = await _platform.AddDeviceAsync("road-restart", "river", Station, Cancellation);
        var instant = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await _platform.PublishAsync(login, Stage(instant, "1.25"), Cancellation);

        await _platform.RestartAsync(Cancellation);
        await _platform.PublishAsync(login, Stage(instant, "1.25"), Cancellation);

        Assert.Equal([instant], await _platform.EventStore.InstantsAsync(login.Device, Cancellation));
    }

    private static string Stage(long instant, string metres) => $$"""{"ts":{{instant}},"m":{"stage":{{metres}} } }""";
}
