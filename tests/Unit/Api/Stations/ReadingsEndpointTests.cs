using System.Net;
using System.Text.Json;
using MiyagiSensing.Projections.Stations;
using Xunit;

namespace MiyagiSensing.Unit.Api.Stations;

public sealed class ReadingsEndpointTests : IAsyncLifetime
{
    private const string Path = "/api/v1/stations/naruse-1/readings";

    private readonly ApiServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Without_a_range_the_last_day_is_read_in_500_points()
    {
        await Json.GetAsync(_server.Http, Path + "?metric=stage", HttpStatusCode.OK);

        var now = _server.Clock.GetUtcNow();
        Assert.Equal(("river", "naruse-1", "stage", now.AddHours(-24), now, 500), _server.History.Asked);
    }

    [Theory]
    [InlineData("from=2026-11-20T06:00:00%2B09:00&to=2026-11-20T00:00:00Z&points=10000")]
    [InlineData("from=2026-11-20T06:00:00+09:00&to=2026-11-20T00:00Z&points=10000")]
    [InlineData("from=2026-11-19T21:00:00.000Z&to=2026-11-19T19:00:00-05:00&points=10000")]
    public async Task A_range_is_read_whatever_its_offset(string range)
    {
        await Json.GetAsync(_server.Http, $"{Path}?metric=stage&{range}", HttpStatusCode.OK);

        var midnight = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(("river", "naruse-1", "stage", midnight.AddHours(-3), midnight, 10_000), _server.History.Asked);
    }

    [Fact]
    public async Task With_an_end_only_the_day_before_it_is_read()
    {
        await Json.GetAsync(_server.Http, Path + "?metric=stage&to=2026-01-02T00:00:00Z", HttpStatusCode.OK);

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), _server.History.Asked?.From);
    }

    [Theory]
    [InlineData("", "metric")]
    [InlineData("metric=", "metric")]
    [InlineData("metric=Stage%20A", "metric")]
    [InlineData("metric=salinity", "metric")]
    [InlineData("metric=stage&points=0", "points")]
    [InlineData("metric=stage&points=10001", "points")]
    [InlineData("metric=stage&points=ten", "points")]
    [InlineData("metric=stage&from=yesterday", "from")]
    [InlineData("metric=stage&from=2026-11-20T06:00:00", "from")]
    [InlineData("metric=stage&from=2026-11-20", "from")]
    [InlineData("metric=stage&from=0001-01-01T00:00:00Z", "from")]
    [InlineData("metric=stage&to=1763672400000", "to")]
    [InlineData("metric=stage&from=2026-11-21T00:00:00Z", "from")]
    [InlineData("metric=stage&from=2026-11-20T00:00:00Z&to=2026-11-19T00:00:00Z", "from")]
    public async Task A_parameter_that_is_wrong_is_named_with_what_to_do(string query, string parameter)
    {
        var problem = await Json.GetAsync(_server.Http, $"{Path}?{query}", HttpStatusCode.BadRequest);

        Assert.Matches("^(Use|Name) ", Json.Mistake(problem, parameter));
        Assert.Null(_server.History.Asked);
    }

    [Fact]
    public async Task All_mistakes_are_named_at_once()
    {
        var problem = await Json.GetAsync(_server.Http, Path + "?points=-1&from=x&to=y", HttpStatusCode.BadRequest);

        Assert.Equal(["from", "metric", "points", "to"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task A_metric_that_only_the_device_knows_is_read_without_a_unit()
    {
        var now = _server.Clock.GetUtcNow();
        _server.Stations.Stations.Add(FakeStations.Station("odd-1", "river", "奇", new LatestValue("gauge-2", "main", "vendor_x", 1, now, now)));

        var answer = await Json.GetAsync(_server.Http, "/api/v1/stations/odd-1/readings?metric=vendor_x", HttpStatusCode.OK);

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("unit").ValueKind);
        Assert.Equal("vendor_x", _server.History.Asked?.Metric);
    }

    [Fact]
    public async Task When_influx_is_away_the_answer_is_unavailable_and_tells_no_address()
    {
        _server.History.Failure = new IOException("influx.internal:8086 refused");

        var problem = await Json.GetAsync(_server.Http, Path + "?metric=stage", HttpStatusCode.ServiceUnavailable);

        Assert.DoesNotContain("internal", JsonSerializer.Serialize(problem), StringComparison.Ordinal);
    }
}
