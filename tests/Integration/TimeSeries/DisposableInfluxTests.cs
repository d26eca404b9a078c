using System.Globalization;
using System.Net;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.Outages;
using Xunit;

namespace MiyagiSensing.Integration.TimeSeries;

/// <summary>InfluxDB wiped, hanging, in conflict: intake goes on, and what the journal holds can be had back.</summary>
public sealed class DisposableInfluxTests(OwnServersFixture platform) : IntegrationTest(platform), IClassFixture<OwnServersFixture>
{
    private const int Count = 400;

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task A_rebuild_of_a_wiped_server_gives_the_same_answers_while_devices_go_on_sending()
    {
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var login = await _platform.AddDeviceAsync("rebuild", "river", History.Station, Cancellation);
        var live = await _platform.AddDeviceAsync("rebuild-live", "river", History.OtherStation, Cancellation);
        var to = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 600_000;
        var (from, moved) = (to - (Count * 1000), to - (Count * 500));
        await History.PublishAsync(_platform, login, from, Count / 4, Cancellation);
        await History.MountAsync(_platform, login.Device, History.OtherStation, moved, Cancellation);
        // Before and after the move, told after the move was.
        await History.PublishAsync(_platform, login, from + (Count * 250), Count / 4, Cancellation);
        await History.PublishAsync(_platform, login, moved, Count / 2, Cancellation);
        await PointsAsync(login, Count);
        var before = await AnswersAsync(viewer, from, to);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], before.Select(answer => answer.Status));
        Assert.All(before, answer => Assert.Contains("\"device\":\"rebuild\"", answer.Body, StringComparison.Ordinal));

        await _platform.Influx.WipeAsync();
        await _platform.Influx.StartAgainAsync(Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = SendUntilAsync(live, stop.Token);
        var report = await _platform.Platform.CommandAsync(["timeseries", "rebuild"], new Dictionary<string, string?>(), Cancellation);
        await stop.CancelAsync();
        var sent = await sending;

        Assert.Contains("points written", report, StringComparison.Ordinal);
        Assert.Equal(before, await AnswersAsync(viewer, from, to));
        await PointsAsync(live, sent);
    }

    [Fact]
    public async Task A_hanging_server_delays_no_acknowledgement_and_a_query_says_so_within_seconds()
    {
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var login = await _platform.AddDeviceAsync("hanging", "river", History.Station, Cancellation);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 3_600_000;
        await History.PublishAsync(_platform, login, from, 10, Cancellation);
        await PointsAsync(login, 10);

        _platform.Influx.Suspend();
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            var asked = Enumerable.Range(0, 20).Select(_ => viewer.AskAsync(History.Station, "stage", from, from + 60_000, Cancellation)).ToList();
            await History.PublishAsync(_platform, login, from + 10_000, 10, Cancellation);
            var acknowledged = TimeProvider.System.GetElapsedTime(began);
            var answers = await Task.WhenAll(asked);
            var answered = TimeProvider.System.GetElapsedTime(began);

            Assert.InRange(acknowledged, TimeSpan.Zero, TimeSpan.FromSeconds(3));
            Assert.InRange(answered, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
            Assert.All(answers, answer => Assert.Contains("did not answer", answer.Body, StringComparison.Ordinal));
        }
        finally
        {
            _platform.Influx.Resume();
        }

        await PointsAsync(login, 20);
    }

    [Fact]
    public async Task A_type_conflict_in_one_field_costs_that_field_only_and_is_shown()
    {
        var login = await _platform.AddDeviceAsync("conflict", "river", History.Station, Cancellation);
        // Types are kept a week (InfluxDB 1.x: a shard), and other tests write to this one.
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (21L * 86_400_000);
        using var http = new HttpClient();
        // The platform makes it with its first point, which may still be to come.
        using var created = await http.PostAsync(new Uri(_platform.InfluxAddress, $"query?q={Uri.EscapeDataString($"CREATE DATABASE \"{_platform.Influx.Database}\"")}"), null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
        using var content = new StringContent(string.Create(CultureInfo.InvariantCulture, $"river,device=foreign stage=1i {from}"));
        using var written = await http.PostAsync(
            new Uri(_platform.InfluxAddress, $"write?db={_platform.Influx.Database}&precision=ms"), content, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);

        await History.PublishAsync(_platform, login, from, 50, Cancellation);

        await Eventually.HoldsAsync(
            "the other field is there",
            async () => (await _platform.TimeSeries.InstantsAsync("river", login.Device, "battery", Cancellation)).Count == 50,
            Cancellation);
        Assert.Empty(await _platform.TimeSeries.InstantsAsync("river", login.Device, "stage", Cancellation));
        Assert.Contains("50 of river.stage left out of InfluxDB: field type conflict", await History.HealthAsync(_platform, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_whose_mean_is_no_number_are_answered_as_unavailable()
    {
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var login = await _platform.AddDeviceAsync("overflow", "river", History.OtherStation, Cancellation);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 7_200_000;
        await _platform.PublishAsync(
            login, string.Create(CultureInfo.InvariantCulture, $$"""[{"ts":{{from}},"m":{"stage":1e308} },{"ts":{{from + 1}},"m":{"stage":1e308} }]"""), Cancellation);
        await PointsAsync(login, 2);

        var (status, body) = await viewer.AskAsync(History.OtherStation, "stage", from, from + 1000, Cancellation, points: 1);

        Assert.True(status == HttpStatusCode.ServiceUnavailable, $"{status} {body}");
    }

    private static async Task<IReadOnlyList<(HttpStatusCode Status, string Body)>> AnswersAsync(Viewer viewer, long from, long to) =>
    [
        await viewer.AskAsync(History.Station, "stage", from, to, Cancellation),
        await viewer.AskAsync(History.OtherStation, "stage", from, to, Cancellation),
    ];

    private async Task<int> SendUntilAsync(DeviceLogin login, CancellationToken cancellationToken)
    {
        var first = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 300_000;
        var sent = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await History.PublishAsync(_platform, login, first + (sent * 1000L), 1, Cancellation);
            sent++;
        }

        return sent;
    }

    private Task PointsAsync(DeviceLogin login, int count) => Eventually.HoldsAsync(
        $"{count} points of {login.Device}",
        async () => (await _platform.TimeSeries.InstantsAsync("river", login.Device, "stage", Cancellation)).Count == count,
        Cancellation);
}
