using System.Net;
using MiyagiSensing.Projections.Bridges;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Bridges;

public sealed class BridgeEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_register_goes_out_with_where_each_bridge_stands()
    {
        var answer = await Json.GetAsync(_server.Http, "/api/v1/bridges", HttpStatusCode.OK);

        GoldenFile.AssertEqual("api/bridges.json", answer);
        // Nine in the morning in Japan.
        Assert.Equal((new DateOnly(2026, 11, 21), null), _server.Bridges.Asked);
    }

    [Fact]
    public async Task A_bridge_goes_out_with_its_whole_story()
    {
        GoldenFile.AssertEqual("api/bridge.json", await Json.GetAsync(_server.Http, "/api/v1/bridges/b-done?on=2026-04-01&knownOn=2025-03-31", HttpStatusCode.OK));

        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2025, 3, 31)), _server.Bridges.Asked);
    }

    [Theory]
    [InlineData("?state=due", "b-due")]
    [InlineData("?class=special", "b-late")]
    [InlineData("?grade=III&municipality=04202", "b-done")]
    [InlineData("?municipality=04101", "")]
    [InlineData("/due", "b-late b-due")]
    [InlineData("/due?on=2025-01-01&by=2025-06-01", "b-late")]
    [InlineData("/due?by=2028-03-30", "b-late")]
    public async Task Only_those_asked_for_go_out_and_all_are_counted(string query, string expected)
    {
        var answer = await Json.GetAsync(_server.Http, $"/api/v1/bridges{query}", HttpStatusCode.OK);

        Assert.Equal(expected, string.Join(' ', answer.GetProperty("bridges").EnumerateArray().Select(bridge => bridge.GetProperty("bridge").GetProperty("id").GetString())));
        Assert.Equal((3, 1, 1), (answer.GetProperty("registered").GetInt32(), answer.GetProperty("inspected").GetInt32(), answer.GetProperty("overdue").GetInt32()));
    }

    [Fact]
    public async Task A_table_is_safe_in_a_spreadsheet()
    {
        using var answer = await _server.Http.GetAsync(new Uri("/api/v1/bridges/due?format=csv", UriKind.Relative), Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        GoldenFile.AssertEqual("api/bridges.csv", System.Text.Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3));
    }

    [Fact]
    public async Task A_trend_goes_out_with_its_figures()
    {
        var answer = await Json.GetAsync(_server.Http, "/api/v1/bridges/b-done/trend?metric=strain", HttpStatusCode.OK);

        GoldenFile.AssertEqual("api/bridge-trend.json", answer);
        Assert.Equal(("pipe-bridge-1", "strain", TrendPeriod.Day, new DateOnly(2024, 7, 1)), (_server.BridgeTrends.Asked!.Station, _server.BridgeTrends.Asked.Metric, _server.BridgeTrends.Asked.Period, _server.BridgeTrends.Asked.Repairs.Single()));
    }

    [Theory]
    [InlineData("/api/v1/bridges?state=well", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges?municipality=zz", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges?knownOn=2030-01-01", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges?knownOn=2026-11-21", HttpStatusCode.OK)]
    [InlineData("/api/v1/bridges?grade=V&class=big&format=xls&on=today", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/due?on=2026-11-21&by=2026-11-20", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/bridges/nowhere/trend?metric=strain", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/bridges/b-due/trend?metric=strain", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/bridges/b-done/trend", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/b-done/trend?metric=flow", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/b-done/trend?metric=strain&by=week", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/b-done/trend?metric=strain&by=minute&from=2026-11-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/b-done/trend?metric=strain&from=2026-12-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridges/b-done/trend?metric=natural_frequency", HttpStatusCode.BadRequest)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }
}
