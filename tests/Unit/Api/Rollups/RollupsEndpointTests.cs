using System.Net;
using MiyagiSensing.Domain;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Rollups;

public sealed class RollupsEndpointTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Figures_of_a_station_go_out_by_period()
    {
        var answer = await Json.GetAsync(_server.Http, "/api/v1/stations/naruse-1/rollups?metric=stage&period=month&from=2026-11-01T00:00:00Z", HttpStatusCode.OK);

        GoldenFile.AssertEqual("api/rollups.json", answer);
        Assert.Equal(("naruse-1", "stage", JapanPeriod.Month, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)), _server.Rollups.Asked);
    }

    [Fact]
    public async Task Without_more_words_it_is_the_last_month_by_day()
    {
        await Json.GetAsync(_server.Http, "/api/v1/stations/naruse-1/rollups?metric=stage", HttpStatusCode.OK);

        Assert.Equal((JapanPeriod.Day, new DateTimeOffset(2026, 10, 21, 0, 0, 0, TimeSpan.Zero)), (_server.Rollups.Asked!.Value.Period, _server.Rollups.Asked.Value.From));
    }

    [Theory]
    [InlineData("/api/v1/stations/naruse-1/rollups", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/stations/naruse-1/rollups?metric=stage&period=week", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/stations/naruse-1/rollups?metric=stage&from=2026-11-22T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/stations/naruse-1/rollups?metric=stage&period=hour&from=2020-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/stations/nowhere/rollups?metric=stage", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }
}
