using System.Net;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Rivers;

public sealed class RiverEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/rivers", "rivers")]
    [InlineData("/api/v1/rivers/river-8200000125", "river")]
    [InlineData("/api/v1/rivers/river-8200000125/hydrograph", "river-hydrograph")]
    [InlineData("/api/v1/rivers/pairs", "river-pairs")]
    [InlineData("/api/v1/rivers/hours", "river-hours")]
    public async Task Gauges_go_out_with_what_is_known_of_them(string path, string golden) =>
        GoldenFile.AssertEqual($"api/{golden}.json", await Json.GetAsync(_server.Http, path, HttpStatusCode.OK));

    [Fact]
    public async Task An_instant_and_a_range_are_passed_on()
    {
        await Json.GetAsync(_server.Http, "/api/v1/rivers?at=2026-07-26T17:00:00%2B09:00", HttpStatusCode.OK);
        await Json.GetAsync(_server.Http, "/api/v1/rivers/river-8200000125/hydrograph", HttpStatusCode.OK);

        var now = _server.Clock.GetUtcNow();
        Assert.Equal([new DateTimeOffset(2026, 7, 26, 8, 0, 0, TimeSpan.Zero), (now.AddDays(-2), now)], _server.Rivers.Asked);
    }

    [Theory]
    [InlineData("reporting", 1)]
    [InlineData("silent", 0)]
    public async Task Only_gauges_in_a_state_are_listed(string state, int count) =>
        Assert.Equal(count, (await Json.GetAsync(_server.Http, $"/api/v1/rivers?state={state}", HttpStatusCode.OK)).GetArrayLength());

    [Theory]
    [InlineData("/api/v1/rivers?at=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/rivers?state=foo", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/rivers/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/rivers/nowhere/hydrograph", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/rivers/hours?from=2020-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/rivers/river-8200000125/hydrograph?from=2026-11-22T00:00:00Z", HttpStatusCode.BadRequest)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }
}
