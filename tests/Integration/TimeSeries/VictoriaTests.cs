using System.Net;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.TimeSeries;

/// <summary>A second server of the 2.x write API, which acknowledges from memory and answers no InfluxQL.</summary>
public sealed class VictoriaTests(VictoriaFixture platform) : IntegrationTest(platform), IClassFixture<VictoriaFixture>
{
    private const int Count = 500;

    private readonly VictoriaFixture _platform = platform;

    [Fact]
    public async Task What_the_killed_server_has_lost_is_written_again()
    {
        var login = await _platform.AddDeviceAsync("memory", "river", History.Station, Cancellation);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 3_600_000;
        await History.PublishAsync(_platform, login, from, Count, Cancellation);
        await PointsAsync(login, Count);

        await _platform.Victoria.KillAsync();
        // It keeps what is younger than five seconds in memory alone; how much that is depends on luck, so everything goes.
        _platform.Victoria.Forget();
        await _platform.Victoria.StartAsync(Cancellation);
        await History.PublishAsync(_platform, login, from + (Count * 1000), 1, Cancellation);

        await PointsAsync(login, Count + 1);
    }

    [Fact]
    public async Task A_platform_that_starts_writes_again_what_the_server_lost_meanwhile()
    {
        var login = await _platform.AddDeviceAsync("both-down", "river", History.Station, Cancellation);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 7_200_000;
        await History.PublishAsync(_platform, login, from, Count, Cancellation);
        await PointsAsync(login, Count);

        await _platform.KillAsync();
        await _platform.Victoria.KillAsync();
        await _platform.Victoria.StartAsync(Cancellation);
        await _platform.Platform.StartAsync(Cancellation);

        await PointsAsync(login, Count);
    }

    [Fact]
    public async Task History_says_that_the_server_answers_no_influxql()
    {
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 3_600_000;

        var (status, body) = await viewer.AskAsync(History.Station, "stage", from, from + 1000, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("does not answer InfluxQL", body, StringComparison.Ordinal);
    }

    private Task PointsAsync(DeviceLogin login, int count) => Eventually.HoldsAsync(
        $"{count} points of {login.Device}",
        async () => (await _platform.Victoria.InstantsAsync("river", login.Device, "stage", Cancellation)).Count == count,
        Cancellation);
}
