using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.SeriesHistory;

/// <summary>What a device sends again long after memory has forgotten it: stored once all the same.</summary>
public sealed class OldIdentityTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";

    /// <summary>Messages that push a series' oldest reading out of memory, which keeps 8,192.</summary>
    private const int Flood = 5;

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task Behind_more_than_16384_newer_readings_the_same_is_a_duplicate_and_another_value_is_set_aside()
    {
        var (login, start) = await FloodedAsync("old-duplicate", Flood);

        await _platform.PublishAsync(login, Stage(start, "1.25"), Cancellation);
        await _platform.PublishAsync(login, Stage(start, "9.75"), Cancellation);

        await AssertStoredOnceAsync(login, start);
    }

    [Fact]
    public async Task After_a_kill_it_is_still_known()
    {
        var (login, start) = await FloodedAsync("old-killed", Flood);

        await _platform.KillAsync();
        await _platform.Platform.StartAsync(Cancellation);
        await _platform.PublishAsync(login, Stage(start, "1.25"), Cancellation);
        await _platform.PublishAsync(login, Stage(start, "9.75"), Cancellation);

        await AssertStoredOnceAsync(login, start);
    }

    [Fact]
    public async Task A_series_that_was_silent_behind_the_recovered_tail_is_looked_up_after_a_restart()
    {
        var silent = await _platform.AddDeviceAsync("old-silent", "river", Station, Cancellation);
        var instant = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await _platform.PublishAsync(silent, Stage(instant, "1.25"), Cancellation);
        await FloodedAsync("old-noise", messages: 80);

        await _platform.RestartAsync(Cancellation);
        await _platform.PublishAsync(silent, Stage(instant, "1.25"), Cancellation);
        await _platform.PublishAsync(silent, Stage(instant, "9.75"), Cancellation);

        await AssertStoredOnceAsync(silent, instant);
        var history = await HistoryAsync(silent);
        Assert.Single(history);
    }

    [Fact]
    public async Task The_command_prints_every_reading_with_both_clocks_in_order()
    {
        var (login, start) = await FloodedAsync("old-printed", messages: 1, each: 1_000);

        var lines = await HistoryAsync(login);

        Assert.Equal(1_001, lines.Count);
        Assert.StartsWith($"main,stage,{Text(start)},", lines[0], StringComparison.Ordinal);
        Assert.Contains(",1.25,", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    private static string Stage(long instant, string metres) => $$"""{"ts":{{instant}},"m":{"stage":{{metres}} } }""";

    private static string Text(long instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>One reading, then many newer ones of the same device.</summary>
    private async Task<(DeviceLogin Login, long Start)> FloodedAsync(string device, int messages, int each = 4_000)
    {
        var login = await _platform.AddDeviceAsync(device, "river", Station, Cancellation);
        var start = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeMilliseconds();
        await _platform.PublishAsync(login, Stage(start, "1.25"), Cancellation);
        for (var message = 0; message < messages; message++)
        {
            var values = string.Join(',', Enumerable.Range(0, each).Select(i => (i / 1_000.0).ToString(CultureInfo.InvariantCulture)));
            var first = start + 1 + (message * (long)each);
            await _platform.PublishAsync(login, $$"""{"ts":{{first}},"dtMs":1,"m":{"stage":[{{values}}]} }""", Cancellation);
        }

        return (login, start);
    }

    private async Task AssertStoredOnceAsync(DeviceLogin login, long instant)
    {
        Assert.Equal(1, (await _platform.EventStore.InstantsAsync(login.Device, Cancellation)).Count(stored => stored == instant));
        var blocks = await _platform.EventStore.EventsAsync("readings_recorded", Cancellation);
        Assert.Single(blocks, block => block.Contains(login.Device, StringComparison.Ordinal) && block.Contains("9.75", StringComparison.Ordinal)
            && block.Contains("\"conflict\"", StringComparison.Ordinal));
        Assert.Single(blocks, block => block.Contains($"\"device\": \"{login.Device}\"", StringComparison.Ordinal)
            && block.Contains("\"duplicate\": 1", StringComparison.Ordinal));
    }

    private async Task<List<string>> HistoryAsync(DeviceLogin login)
    {
        var output = await _platform.Platform.CommandAsync(["history", login.Device, "--csv"], new Dictionary<string, string?>(), Cancellation);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim())];
    }
}
