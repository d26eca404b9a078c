using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.TimeSeries;
using Xunit;

namespace MiyagiSensing.Integration.Rivers;

/// <summary>A limit of a real gauge is changed while its alert is open, in the real platform.</summary>
public sealed class ThresholdChangeTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    // Natori, left bank 5.0k: danger 4.9 m, flooding 8.84 m.
    private const string Station = "river-8200000290";

    private static readonly Dictionary<string, string?> NoSettings = [];
    private static readonly string[] StepTypes = ["episode_raised", "episode_escalated", "episode_eased", "episode_cleared"];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task A_change_counts_from_its_event_on_for_what_was_measured_then_and_is_told_with_every_step()
    {
        var login = await _platform.AddDeviceAsync("natori-1", "river", Station, Cancellation);
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddMinutes(-50).ToUnixTimeMilliseconds());
        await PublishAsync(login, begin, 4.7);
        await PublishAsync(login, begin.AddMinutes(10), 5.0);
        await StepsAsync("episode_raised danger 5 against 4.9");

        // Half an hour later the limit is another one: the level that is still there stands below it.
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => LimitAsync("danger", "8.83", begin.AddMinutes(30)));
        Assert.Contains("by more than the hysteresis 0.05", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("stage danger of river-8200000290 is 5.2", await LimitAsync("danger", "5.2", begin.AddMinutes(30)), StringComparison.Ordinal);
        Assert.Contains("already, so nothing is recorded", (await Assert.ThrowsAsync<InvalidOperationException>(() => LimitAsync("danger", "5.2", begin.AddMinutes(31)))).Message, StringComparison.Ordinal);
        await PublishAsync(login, begin.AddMinutes(20), 5.01);
        await PublishAsync(login, begin.AddMinutes(30), 5.0);
        await StepsAsync("episode_raised danger 5 against 4.9", "episode_cleared danger 5 against 5.2");

        // Figures of the past keep the limit of their time; the present, pages too, have the new one.
        Assert.Equal((4.9, 5.2), (await DangerAsync(viewer, $"rivers/{Station}?at={Text(begin.AddMinutes(29))}", "overview"), await DangerAsync(viewer, $"rivers/{Station}", "overview")));
        Assert.Equal(5.2, await DangerAsync(viewer, $"stations/{Station}", null));
        var course = (await ReadAsync(viewer, $"rivers/{Station}/hydrograph?from={Text(begin)}&to={Text(begin.AddHours(1))}"))[0];
        Assert.Equal(
            [("reporting", 4), ("danger", 2)],
            course.GetProperty("exceedances").EnumerateArray().Select(stretch => (stretch.GetProperty("limit").GetString()!, stretch.GetProperty("readings").GetInt32())));
        var list = await _platform.Platform.CommandAsync(["station", "limit", "list", Station], NoSettings, Cancellation);
        Assert.Contains("stage danger 5.2\n", list, StringComparison.Ordinal);
        Assert.Contains("until 2025-11-07 13:00 +09:00: stage reporting 3.5", list, StringComparison.Ordinal);
        Assert.Contains("stage danger 5.2 (office; bank raised; operator", list, StringComparison.Ordinal);

        // A replay judges each reading by the limit that it was judged by, and a start tells how the files differ.
        foreach (var projection in new[] { "alerts", "stations", "rivers" })
        {
            Assert.EndsWith("equal", (await _platform.Platform.CommandAsync(["projection", "verify", projection], NoSettings, Cancellation)).TrimEnd(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("differs", await _platform.Platform.CommandAsync(["projection", "audit"], NoSettings, Cancellation), StringComparison.Ordinal);
        await _platform.RestartAsync(Cancellation);
        Assert.Contains("station:river-8200000290 (Changed: stage danger is 5.2, in the files 4.9)", _platform.Platform.Log, StringComparison.Ordinal);
        await PublishAsync(login, begin.AddMinutes(40), 5.2);
        await StepsAsync("episode_raised danger 5 against 4.9", "episode_cleared danger 5 against 5.2", "episode_raised danger 5.2 against 5.2");
    }

    private static async Task<JsonElement> ReadAsync(Viewer viewer, string path) => JsonSerializer.Deserialize<JsonElement>(await viewer.TextAsync($"api/v1/{path}", Cancellation));

    private static async Task<double> DangerAsync(Viewer viewer, string path, string? within)
    {
        var answer = await ReadAsync(viewer, path);
        return (within is null ? answer : answer.GetProperty(within)).GetProperty("station").GetProperty("thresholds").GetProperty("stage").GetProperty("danger").GetDouble();
    }

    private static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private Task<string> LimitAsync(string limit, string value, DateTimeOffset from) => _platform.Platform.CommandAsync(
        ["station", "limit", "set", Station, "stage", limit, value, "--from", Text(from), "--source", "office", "--reason", "bank raised"], NoSettings, Cancellation);

    private Task PublishAsync(DeviceLogin login, DateTimeOffset at, double level) => _platform.PublishAsync(
        login, string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{at.ToUnixTimeMilliseconds()}},"m":{"stage":{{level}} } }"""), Cancellation);

    private async Task StepsAsync(params string[] expected)
    {
        List<string> found = [];
        await Eventually.HoldsAsync(
            $"the steps are {string.Join(", ", expected)}",
            async () =>
            {
                List<(DateTimeOffset At, string Text)> steps = [];
                foreach (var type in StepTypes)
                {
                    foreach (var data in await _platform.EventStore.EventsAsync(type, Cancellation))
                    {
                        var step = JsonSerializer.Deserialize<JsonElement>(data).GetProperty("step");
                        steps.Add((
                            step.GetProperty("measuredAt").GetDateTimeOffset(),
                            string.Create(CultureInfo.InvariantCulture, $"{type} {step.GetProperty("level").GetString()} {step.GetProperty("value").GetDouble()} against {step.GetProperty("limit").GetDouble()}")));
                    }
                }

                found = [.. steps.OrderBy(step => step.At).Select(step => step.Text)];
                return found.SequenceEqual(expected);
            },
            Cancellation,
            found: () => $"They are {string.Join(", ", found)}.");
    }
}
